"""Every name that templates print is there to be imported."""

import importlib

import pytest

from svcgen.render.python.runtime_names import MODULES
from svcgen.render.python.views import VIEWS
from svcgen.resources import find


@pytest.mark.parametrize(
    ("module", "name"),
    [(module, name) for module, names in MODULES.items() for name in names],
)
def test_a_name_that_templates_print_can_be_imported(module: str, name: str) -> None:
    """A name of the table is an attribute of the module it is said to come from."""
    assert hasattr(importlib.import_module(module), name)


def test_every_python_template_has_a_view() -> None:
    """Each template of a Python file is in the table of views, and each view has its template."""
    root = find("templates")
    templates = {
        path.relative_to(root).as_posix()
        for path in (root / "service").rglob("*.py.jinja")
    }
    assert templates == set(VIEWS)
