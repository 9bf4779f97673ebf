"""Every dependency and every line of the house that a newcomer would question has its record."""

import re
import tomllib
from pathlib import PurePosixPath

import pytest

from tests.architecture.tree import ROOT, files_under, read

RECORDS = files_under("docs/decisions", suffix=".md")
HEADINGS = ["Context", "Decision", "Consequences", "Rejected"]


@pytest.mark.parametrize("path", RECORDS)
def test_a_record_has_its_four_parts(path: str) -> None:
    """A record has a title and says Context, Decision, Consequences and Rejected, in this order."""
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", PurePosixPath(path).name)
    text = read(path)
    assert text.startswith("# ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS


def test_numbers_are_not_given_twice() -> None:
    """A number names one record."""
    numbers = [PurePosixPath(path).name[:4] for path in RECORDS]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("path", ["pyproject.toml", "runtime_lib/pyproject.toml"])
def test_every_dependency_is_recorded(path: str) -> None:
    """Each direct dependency of a distribution is named in some record."""
    project = tomllib.loads((ROOT / path).read_text())["project"]
    extras = project.get("optional-dependencies", {}).values()
    lines = (*project["dependencies"], *(line for extra in extras for line in extra))
    names = {re.split(r"[^A-Za-z0-9._-]", line)[0] for line in lines}
    recorded = "\n".join(map(read, RECORDS)).lower()
    assert not [name for name in sorted(names) if f"`{name.lower()}`" not in recorded]


def test_a_cited_record_exists() -> None:
    """Code that cites docs/decisions/NNNN cites a record that is there."""
    numbers = {PurePosixPath(path).name[:4] for path in RECORDS}
    places = files_under(
        "generator", "runtime_lib", "templates", "tests", ".ci", "docs"
    )
    cited = {
        (path, number)
        for path in (*places, "pyproject.toml", ".gitignore", "Makefile")
        for number in re.findall(r"docs/decisions/(\d{4})", read(path))
    }
    assert not [f"{path}: {number}" for path, number in cited if number not in numbers]
