"""Two branches that both regenerate and edit meet in git, and nothing that an owner wrote is lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.property.branches_campaign import Tally, run_pairs
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

PAIRS = scale(6, 300)
SEED = 31
WORKERS = scale(1, 3)
FEWER = scale(1, 2)
"""The driver leaves at most one edited file in this many in conflict that git leaves."""


@pytest.fixture(scope="module")
def tallies(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Tally]:
    """What the whole campaign came to; run once."""
    folder: Path = tmp_path_factory.mktemp("branches")
    found = run_pairs(folder, SEED, PAIRS, WORKERS)
    figures: dict[str, int] = {"pairs": PAIRS}
    for way, tally in found.items():
        figures |= {
            f"{way}: edited files that both branches changed": tally.both,
            f"{way}: edited files in conflict": tally.edited,
            f"{way}: pairs with an edited file in conflict": tally.pairs_in_conflict,
            f"{way}: generated files and bases in conflict": tally.generated,
            f"{way}: files of the spec in conflict": tally.spec,
            f"{way}: conflicts of generate after the merge": tally.waiting,
            f"{way}: package ids settled": tally.settled,
            f"{way}: owners' statements and comments": tally.words,
            f"{way}: lost, doubled, unhealed, reused": len(tally.faults),
        }
    record_proof("branches", seed=SEED, figures=figures)
    return found


@pytest.mark.xdist_group("branches-campaign")
@pytest.mark.timeout(0 if SCALE == "proof" else 300)
@pytest.mark.parametrize("way", ["git", "driver"])
def test_nothing_is_lost_where_branches_meet(
    tallies: Mapping[str, Tally], way: str
) -> None:
    """No statement or comment is lost, no tree stays unhealed, no id means two packages."""
    assert tallies[way].faults == []


@pytest.mark.xdist_group("branches-campaign")
def test_the_driver_leaves_fewer_conflicts(tallies: Mapping[str, Tally]) -> None:
    """The driver leaves far fewer edited files in conflict than git alone, and none of the generator's."""
    git, driver = tallies["git"], tallies["driver"]
    assert git.words == driver.words > 0
    assert driver.edited * FEWER <= git.edited + FEWER
    assert driver.generated == 0
    assert git.generated > 0
