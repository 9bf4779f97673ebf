"""docs/reference says what the code does: its pages are made from it."""

import pytest

from svcgen.diagnostics.catalogue import CATALOGUE
from svcgen_runtime.settings import ServiceSettings
from tests.support.reference import FOLDER, MEANINGS, PAGES, page


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_fresh(name: str) -> None:
    """A committed page is what the code gives now; `make docs` writes it."""
    assert (FOLDER / name).read_text() == page(name), f"run: make docs  ({name})"


def test_every_setting_is_explained() -> None:
    """Each setting of a service has its sentence, and no sentence is left over."""
    assert set(MEANINGS) == set(ServiceSettings.model_fields)


def test_every_key_of_the_spec_is_explained() -> None:
    """No key of the spec has an empty cell where its meaning stands."""
    rows = [line for line in page("spec.md").splitlines() if line.startswith("| `")]
    assert len(rows) > 150
    assert not [row for row in rows if row.endswith("|  |")]


def test_every_code_has_its_entry() -> None:
    """Each diagnostic of the catalogue stands on its page once."""
    text = page("diagnostics.md")
    assert not [name for name in CATALOGUE if text.count(f"\n### {name}\n") != 1]
