"""Every code of the catalogue is reached, and says what its folder of tests/diagnostics says."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcgen.diagnostics.catalogue import CATALOGUE
from tests.support.diagnostic_cases import EDITS, FOLDER, MADE, report, write_spec

CODES = sorted(CATALOGUE)


def test_every_code_has_a_case() -> None:
    """A code without a case, or a case without a code, is a fault of the catalogue."""
    assert sorted(path.name for path in FOLDER.iterdir()) == CODES
    assert sorted({*EDITS, *MADE}) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_fault_is_reported_as_its_case_says(code: str, tmp_path: Path) -> None:
    """The spec of a case gives its code, in the words and with the frame of expected.txt."""
    write_spec(code, tmp_path)
    if code in EDITS:
        kept = FOLDER / code / "spec.yaml"
        assert kept.read_bytes() == (tmp_path / "spec.yaml").read_bytes()
    text, codes = report(code, tmp_path)
    assert code in codes
    assert text == (FOLDER / code / "expected.txt").read_text()


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_documented(code: str) -> None:
    """`svcgen explain CODE` says what it is, what to do, and shows it wrong and right."""
    doc = CATALOGUE[code].doc
    assert "What to do: " in doc
    assert "\nBad:   " in doc
    assert "\nGood:  " in doc
