"""Seeds and figures of a campaign: printed in every run, kept under docs/proof/ by `make proof`."""

import platform
from collections.abc import Mapping
from pathlib import Path

from tests.support.scale import SCALE

PROOF_FOLDER = Path(__file__).parents[2] / "docs" / "proof"
Figure = str | int | float


def record_proof(
    campaign: str, *, seed: int | None, figures: Mapping[str, Figure]
) -> str:
    """Print what a campaign found and, at proof scale, write docs/proof/<campaign>.txt.

    Args:
        campaign: kebab-case name of the campaign and of its file.
        seed: what makes the run repeatable; None when nothing was random.
        figures: what was counted or measured, with the unit in the name ("kills", "p99 ms").

    Returns:
        The text, one figure a line.
    """
    width = max(map(len, figures), default=0)
    lines = [
        f"campaign  {campaign}",
        f"scale     {SCALE}",
        f"seed      {'none' if seed is None else seed}",
        f"python    {platform.python_version()}",
        "",
        *(f"{name:<{width}}  {_shown(value)}" for name, value in figures.items()),
    ]
    text = "\n".join(lines) + "\n"
    print(f"\n{text}", end="")
    if SCALE == "proof":
        PROOF_FOLDER.mkdir(parents=True, exist_ok=True)
        (PROOF_FOLDER / f"{campaign}.txt").write_text(text, encoding="utf-8")
    return text


def _shown(value: Figure) -> str:
    return f"{value:,.3f}" if isinstance(value, float) else f"{value}"
