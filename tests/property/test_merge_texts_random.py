"""Random edits of both sides in every emitted file that is not Python: words arrive, files stay readable."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest
import yaml

from svcgen.merge.texts import merge_text
from svcgen.merge.units import MergeFacts, TextMerge
from tests.property.merge_campaign import git_merge
from tests.property.merge_changes import EXAMPLES
from tests.support.proof import record_proof
from tests.support.scale import scale

CASES = scale(300, 5_000)
SEED = 0
PATHS = (
    "pyproject.toml",
    "compose.yaml",
    "deploy/kubernetes.yaml",
    ".github/workflows/ci.yml",
    ".pre-commit-config.yaml",
    "Makefile",
    "Dockerfile",
    ".gitignore",
)
Merge = Callable[[str, bytes, bytes, bytes, MergeFacts], TextMerge]


def readable(path: str, text: str) -> bool:
    """Tell whether a file is of its format."""
    try:
        if path.endswith(".toml"):
            tomllib.loads(text)
        elif path.endswith((".yaml", ".yml")):
            list(yaml.load_all(text, yaml.CSafeLoader))
    except (tomllib.TOMLDecodeError, yaml.YAMLError):
        return False
    return True


def edit_line(path: str, lines: list[str], random: Random, word: str) -> list[str]:
    """Change, add or remove a line or a few; the word is in what is new."""
    at = random.randrange(len(lines))
    line = lines[at]
    pad = line[: len(line) - len(line.lstrip())]
    separator = " = " if path.endswith(".toml") else ": "
    entry = (
        f"{pad}{word}{separator}1"
        if path.endswith((".toml", ".yaml", ".yml"))
        else f"{pad}{word}"
    )
    more = {
        "comment": [f"{pad}# {word}", line],
        "entry": [entry, line],
        "entry below": [line, entry],
        "element": [re.sub(r"\]", f', "{word}"]', line, count=1)],
        "pair": [re.sub(r"\}", f", {word}{separator.strip()} 1}}", line, count=1)],
        "value": [re.sub(r"(?<=[:=] )\S+$", word, line)],
        "behind": [f"{line}  # {word}"],
        "item": [line, f"{pad}- {word}"],
        "gone": [],
    }
    changed = more[random.choice(list(more))]
    return [*lines[:at], *changed, *lines[at + 1 :]]


def edit(path: str, text: str, random: Random, prefix: str) -> str:
    """Edit a text some times so that it can be read."""
    for number in range(random.randint(1, 3)):
        for _ in range(20):
            lines = edit_line(path, text.split("\n"), random, f"{prefix}_{number}")
            if readable(path, new := "\n".join(lines)) and new != text:
                text = new
                break
    return text


def words(text: str) -> Counter[str]:
    """Count the words of both sides."""
    return Counter(re.findall(r"(?:mine|their)_\d", text))


def faults_of(path: str, sides: tuple[str, str, str], merge: Merge) -> Iterator[str]:
    """Merge and hold the result to what is promised; the first thing that is given is how it came out."""
    base, yours, new = sides
    encoded = base.encode(), yours.encode(), new.encode()
    merged = merge(path, *encoded, MergeFacts())
    text = merged.text.decode()
    if not readable(path, text):
        yield "it cannot be read"
    reported = [f"{clash.yours}{clash.new}{clash.base}" for clash in merged.clashes]
    told = words("".join(reported))
    found, mine, theirs = words(text), words(yours), words(new)
    for word in {*mine, *theirs, *found}:
        if found[word] < mine[word]:
            yield f"{word} of the owner's is lost"
        if found[word] < theirs[word] and not told[word]:
            yield f"{word} of the generator's is lost"
        if found[word] > max(mine[word], theirs[word]):
            yield f"{word} is doubled"
    yield from _gone(base, yours, new, text, "".join(reported))
    again = merge(path, new.encode(), merged.text, new.encode(), MergeFacts())
    if again != TextMerge(merged.text):
        yield "a second merge is no no-op"


def _gone(base: str, yours: str, new: str, text: str, told: str) -> Iterator[str]:
    """Look for lines that are there once, and that one side took out or both left in."""
    sides = [Counter(side.split("\n")) for side in (base, yours, new, text)]
    for line in sides[0]:
        before, mine, theirs, after = (side[line] for side in sides)
        if before != 1 or not line.strip() or line.strip() in told:
            continue
        if mine == theirs == 1 and not after:
            yield f"{line!r} is lost"
        if not mine and not theirs and after:
            yield f"{line!r} is back"
        if not mine and theirs and after:
            yield f"{line!r} that the owner removed is back"


def cases() -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Give files with what both sides made of them."""
    for seed in range(CASES):
        random = Random(SEED + seed)
        path = random.choice(PATHS)
        example = random.choice(("authors", "flights", "tasks"))
        base = (EXAMPLES / example / path).read_text()
        yours = edit(path, base, random, "mine")
        yield path, (base, yours, edit(path, base, random, "their"))


@pytest.mark.timeout(0)
def test_nothing_is_lost_in_other_files() -> None:
    """Words of both sides are in the result or in a report, and the file can be read."""
    faults: list[str] = []
    ours = git = 0
    for number, (path, sides) in enumerate(cases()):
        found = [*faults_of(path, sides, merge_text)]
        faults += [f"case {number}, {path}: {fault}" for fault in found]
        encoded = sides[0].encode(), sides[1].encode(), sides[2].encode()
        ours += bool(merge_text(path, *encoded, MergeFacts()).clashes)
        git += git_merge(*encoded)[0]
    figures = {
        "cases": CASES,
        "files with a conflict, git merge-file": git,
        "files with a conflict, svcgen": ours,
        "words lost, doubled or not reported": len(faults),
    }
    record_proof("merge-texts", seed=SEED, figures=figures)
    assert faults == []
    assert ours * 2 <= git


@pytest.mark.parametrize("side", [1, 2])
def test_the_check_finds_a_merge_that_takes_a_side(side: int) -> None:
    """A merge that gives yours, or new, is found out."""

    def take(
        path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
    ) -> TextMerge:
        del path, facts
        return TextMerge((base, yours, new)[side])

    found = (fault for path, sides in cases() for fault in faults_of(path, sides, take))
    assert next(found, None) is not None
