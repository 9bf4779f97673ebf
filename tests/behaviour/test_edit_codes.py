"""Why an edit was not made is explained, whatever the reason."""

from __future__ import annotations

import re
from pathlib import Path

from svcgen.cli.main import run
from svcgen.diagnostics.catalogue import EDITS, EXPLAINED

SOURCES = Path(__file__).parents[2] / "generator" / "svcgen"
RAISED = re.compile(r'EditFault\(\s*f?"([a-z{}_\[\]-]+)"')


def test_every_code_of_an_edit_is_explained() -> None:
    """Each code that an edit can be refused with is known to `svcgen explain`."""
    found = {
        code
        for path in SOURCES.rglob("*.py")
        for code in RAISED.findall(path.read_text())
        if "{" not in code
    }
    assert len(found) > 8
    assert not found - set(EXPLAINED)


def test_explain_knows_the_codes_of_edits() -> None:
    """`svcgen explain` prints the entry of a code that points at no line of the spec."""
    assert all(run(["explain", code]) == 0 for code in EDITS)
    assert run(["explain", "no-such-code"]) == 2
