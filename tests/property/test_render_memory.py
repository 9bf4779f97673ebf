"""A run that remembers what it rendered leaves the same tree as one that remembers nothing."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from svcgen.cli.main import run
from tests.support.proof import record_proof
from tests.support.scale import scale

SEED = 34
ROUNDS = scale(4, 60)
SPECS = Path(__file__).parents[1] / "cases"
CACHE = Path(".svcgen/cache/rendered")
ENTITY = """\
  {name}:
    description: {text}
    fields:
      title: {{type: string, max_length: {number}}}
      kept: {{type: int, ge: {number}}}
    operations:
      create: {{roles: [editor], http: true}}
      list: {{roles: [editor], http: true, filters: [title]}}
"""

Change = Callable[[str, random.Random], str]


def add_entity(text: str, choose: random.Random) -> str:
    """Add an entity before the others."""
    number = choose.randrange(10, 10_000)
    entity = ENTITY.format(name=f"Made{number}", text=f"Made {number}.", number=number)
    return text.replace("\nentities:\n", f"\nentities:\n{entity}", 1)


def change_number(text: str, choose: random.Random) -> str:
    """Change the length of some text."""
    found = list(re.finditer(r"max_length: (\d+)", text))
    if not found:
        return text
    one = choose.choice(found)
    return f"{text[: one.start(1)]}{int(one[1]) + 1}{text[one.end(1) :]}"


def change_description(text: str, choose: random.Random) -> str:
    """Change what some part is said to be."""
    found = list(re.finditer(r"description: (?=\w)", text))
    if not found:
        return text
    place = choose.choice(found).end()
    return f"{text[:place]}Changed {choose.randrange(1000)}. {text[place:]}"


def make_nullable(text: str, choose: random.Random) -> str:
    """Let some column be null, or not any more: a table that others refer to may be meant."""
    found = list(re.finditer(r"\{type: (?:string|int), (?!null|unique)", text))
    if not found:
        return text
    place = choose.choice(found).end()
    return f"{text[:place]}null: true, {text[place:]}"


def change_key(text: str, choose: random.Random) -> str:
    """Number the rows of an entity, or not any more: its commands and what refers to it know its key."""
    start, end = text.find("\nentities:\n"), text.find("\ncommands:\n")
    found = list(re.finditer(r"\n  [A-Z]\w+:\n(    id: int\n)?", text[start:end]))
    if start < 0 or not found:
        return text
    one = choose.choice(found)
    place, key = start + one.end(), "    id: int\n"
    if one[1]:
        return text[: place - len(key)] + text[place:]
    return text[:place] + key + text[place:]


CHANGES: tuple[Change, ...] = (
    change_key,
    change_key,
    add_entity,
    change_number,
    change_description,
    make_nullable,
)


def texts(root: Path) -> dict[str, bytes]:
    """Give all that a run leaves but for what is of no consequence, by path."""
    passed = ("cache", "history", "lock-file")
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not any(part in passed for part in path.parts)
    }


def generate(root: Path, text: str) -> int:
    """Write a spec and bring its tree in step."""
    (root / "service.yaml").write_text(text)
    return run(["generate", "-C", str(root), "--allow-dirty"])


@pytest.mark.parametrize("case", ["bookshop", "keys", "messages"])
def test_what_is_remembered_changes_no_byte(case: str, tmp_path: Path) -> None:
    """After any row of changes, the tree is the one that a run without a cache makes of the same changes."""
    choose = random.Random(f"{SEED}-{case}")
    kept, anew = tmp_path / "kept", tmp_path / "anew"
    text = (SPECS / case / "spec.yaml").read_text()
    for root in (kept, anew):
        root.mkdir()
    taken = refused = 0
    for _ in range(ROUNDS):
        changed = text
        for _ in range(choose.randrange(1, 3)):
            changed = choose.choice(CHANGES)(changed, choose)
        codes = generate(kept, changed), generate(anew, changed)
        assert codes[0] == codes[1]
        shutil.rmtree(anew / CACHE.parent, ignore_errors=True)
        if codes[0]:
            refused += 1
            continue
        text = changed
        assert texts(kept) == texts(anew)
        taken += len(json.loads((kept / CACHE).read_bytes())["files"])
    assert taken
    record_proof(
        f"render-memory-{case}",
        seed=SEED,
        figures={"runs": ROUNDS, "refused specs": refused, "files remembered": taken},
    )


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"stamp": 1}', b"\xff\xfe", b'{"stamp": "", "reads": 3}'],
)
def test_a_damaged_cache_is_no_cache(damage: bytes, tmp_path: Path) -> None:
    """Whatever stands in the cache, a run renders what it must."""
    text = (SPECS / "bookshop" / "spec.yaml").read_text()
    assert generate(tmp_path, text) == 0
    before = texts(tmp_path)
    (tmp_path / CACHE).write_bytes(damage)
    assert generate(tmp_path, text) == 0
    assert texts(tmp_path) == before


def test_a_cache_that_lies_brings_no_text_into_the_tree(tmp_path: Path) -> None:
    """A file that was edited is put right, also when the cache says that its text is the right one."""
    text = (SPECS / "bookshop" / "spec.yaml").read_text()
    assert generate(tmp_path, text) == 0
    before = texts(tmp_path)
    model = tmp_path / "src/bookshop/contract/models/book.py"
    model.write_text(f"{model.read_text()}# own\n")
    assert generate(tmp_path, text) == 0
    assert texts(tmp_path) == before
    shutil.rmtree(tmp_path / CACHE.parent)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / CACHE.parent).symlink_to(tmp_path / "elsewhere")
    assert generate(tmp_path, text) == 0
    assert not list((tmp_path / "elsewhere").iterdir())
