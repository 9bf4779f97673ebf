"""Two branches that both change the spec, regenerate and edit, met in real git with and without the driver."""

from __future__ import annotations

import ast
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields
from multiprocessing import get_context
from pathlib import Path

from svcgen.artifacts.ids import load_ids
from svcgen.artifacts.manifest import load_manifest
from svcgen.artifacts.markers import both_sides, is_marked
from svcgen.artifacts.policy import WritePolicy
from svcgen.edit.ids import ids_in_text
from svcgen.merge.settle import Side
from svcgen.operations.branches import generate_met
from svcgen.operations.install_driver import install_driver
from svcgen.operations.resolve import Which, resolve
from svcgen.workspace import find_workspace
from tests.behaviour.branch_trees import Repository, make_repository
from tests.property.branches_edits import edit_text

RECORD = (".svcgen/manifest", ".svcgen/lock", ".svcgen/ids", ".svcgen/.gitattributes")
WORD = re.compile(r"W-[ab]-\d+", re.IGNORECASE)
FIELDS = ("pages: int", "note: string", "shelf: int", "isbn: {type: string, max_length: 20, unique: true}")  # fmt: skip
OPERATIONS = (
    "get: {public: true, http: true}",
    "delete: {roles: [admin], http: true}",
    "update: {roles: [admin], http: true}",
)


@dataclass
class Tally:
    """What the pairs came to, for one way of merging."""

    edited: int = 0
    """Edited files that git left in conflict."""
    generated: int = 0
    """Files of the generator, and pristine texts, that git left in conflict."""
    spec: int = 0
    pairs_in_conflict: int = 0
    """Pairs with an edited file in conflict."""
    waiting: int = 0
    """Conflicts of svcgen generate after the merge."""
    both: int = 0
    """Edited files that both branches had changed."""
    settled: int = 0
    words: int = 0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        """Add two tallies, figure by figure."""
        names = [each.name for each in fields(self)]
        return Tally(*(getattr(self, name) + getattr(other, name) for name in names))


Tallies = Mapping[str, Tally]
"""The tallies of plain git and of the driver."""


def run_pairs(folder: Path, seed: int, pairs: int, workers: int) -> Tallies:
    """Make branches from one template, and merge each pair both ways."""
    template = make_repository(folder / "template")
    install_driver(find_workspace(template.root))
    template.git("config", "--local", "--remove-section", "merge.svcgen")
    template.commit("attributes")
    whole = {"git": Tally(), "driver": Tally()}
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        numbers = range(seed * 100_000, seed * 100_000 + pairs)
        for found in pool.map(run_pair, [template] * pairs, [folder] * pairs, numbers):
            for way, tally in found.items():
                whole[way] += tally
    return whole


def run_pair(template: Repository, folder: Path, number: int) -> Tallies:
    """Make two branches and merge them both ways; what went wrong stays to be looked at."""
    rng = random.Random(number)
    repository = _copied(template, folder / f"pair-{number}")
    words = _two_branches(repository, rng)
    tallies = {"git": Tally(), "driver": Tally()}
    for way, tally in tallies.items():
        merged = _copied(repository, folder / f"{way}-{number}")
        if way == "driver":
            install_driver(find_workspace(merged.root))
        faults = _meet(merged, words, tally)
        tally.faults += [f"{number} {way}: {fault}" for fault in faults]
        if not tally.faults:
            shutil.rmtree(merged.root)
    shutil.rmtree(repository.root)
    return tallies


def _copied(repository: Repository, root: Path) -> Repository:
    shutil.copytree(repository.root, root)
    return Repository(root)


def _two_branches(repository: Repository, rng: random.Random) -> Counter[str]:
    """Make the branches a and b; gives the words that their files hold."""
    words: Counter[str] = Counter()
    first = rng.randrange(100, 60_000)
    given = {"a": first, "b": first + (rng.random() < 0.6)}
    for name in "ab":
        repository.branch(name)
        numbers = iter(range(1, 1_000))
        _change_spec(repository, rng, name, given[name])
        generate_met(find_workspace(repository.root))
        for _ in range(rng.randint(2, 5)):
            _edit(repository, rng, f"W-{name}-{next(numbers)}")
        if rng.random() < 0.4:
            _change_spec(repository, rng, name, None)
            generate_met(find_workspace(repository.root))
        repository.commit(name)
        words |= _words(repository)
    repository.git("checkout", "-q", "a")
    return words


def _change_spec(
    repository: Repository, rng: random.Random, name: str, number: int | None
) -> None:
    """Add an entity, whose id the other branch may give too, or change one that is there."""
    kinds = ["entity", "entity", "field", "operation"]
    for kind in rng.sample(kinds, rng.randint(1, 2)):
        if kind == "entity" and number is not None:
            repository.entity(f"Thing{name.upper()}", number)
            continue
        entity = rng.choice(("book", "reader"))
        path = f"spec/{entity}.yaml"
        text = repository.read(path)
        if kind == "field":
            new = rng.choice(FIELDS)
            if f"      {new.split(':')[0]}:" not in text:
                text = text.replace(
                    "    operations:", f"      {new}\n    operations:", 1
                )
        elif kind == "operation":
            new = rng.choice(OPERATIONS)
            if f"      {new.split(':')[0]}:" not in text:
                text = text.rstrip("\n") + f"\n      {new}\n"
        repository.write(path, text)


def _edit(repository: Repository, rng: random.Random, word: str) -> None:
    rows = load_manifest(repository.read(".svcgen/manifest"))
    paths = [
        path
        for path, row in rows.items()
        if row.policy is WritePolicy.MERGE and path.endswith(".py")
    ]
    # few files, so that the branches meet in them
    path = rng.choice([p for p in paths if "book" in p] if rng.random() < 0.8 else paths)  # fmt: skip
    repository.write(path, edit_text(rng, repository.read(path), word))


def _words(repository: Repository) -> Counter[str]:
    """Count the words that owners wrote in the files of a work tree; a name counts as its word."""
    found: Counter[str] = Counter()
    for path in _python(repository):
        text = path.read_text("utf-8").replace("_", "-").upper()
        found.update(set(WORD.findall(text)))
    return found


def _python(repository: Repository) -> Iterator[Path]:
    for folder in ("src", "tests"):
        yield from sorted((repository.root / folder).rglob("*.py"))


def _meet(repository: Repository, words: Counter[str], tally: Tally) -> Iterator[str]:
    """Merge, heal, and tell every fault."""
    changed = [_changed(repository, name) for name in "ab"]
    unmerged = repository.merge("b")
    _count(repository, unmerged, changed, tally)
    yield from (f"{path} in conflict" for path in unmerged if path in RECORD)
    tally.words += len(words)
    yield from (f"{word} lost by the merge" for word in words - _words(repository))
    given_up: set[str] = set()
    _resolve_spec(repository, unmerged)
    done = generate_met(find_workspace(repository.root))
    tally.settled += len(done.settled)
    edited = [path for path in unmerged if path.endswith(".py")]
    marked = [p for p in edited if is_marked((repository.root / p).read_bytes())]
    for path in marked:
        given_up |= _resolve_by_hand(repository, path)
    if marked:
        done = generate_met(find_workspace(repository.root))
    tally.waiting += len(done.generated.outcome.conflicts)
    reported = _reported(repository)
    if done.generated.outcome.conflicts:
        _resolve_rest(repository)
        generate_met(find_workspace(repository.root))
    yield from _unhealed(repository)
    there = _words(repository) + reported
    yield from (f"{word} lost" for word in words - there if word not in given_up)
    yield from _doubled(repository)
    yield from _ids(repository)


def _changed(repository: Repository, name: str) -> set[str]:
    listed = repository.git("diff", "--name-only", "main", name, "--", "src", "tests")
    return set(listed.splitlines())


def _count(
    repository: Repository, unmerged: list[str], changed: list[set[str]], tally: Tally
) -> None:
    rows = load_manifest(repository.git("show", "HEAD:.svcgen/manifest"))
    shared = {p for p, row in rows.items() if row.policy is WritePolicy.MERGE}
    edited = [path for path in unmerged if path in shared]
    spec = [path for path in unmerged if path.startswith("spec/")]
    tally.edited += len(edited)
    tally.spec += len(spec)
    tally.generated += len(unmerged) - len(edited) - len(spec)
    tally.pairs_in_conflict += bool(edited)
    tally.both += len(changed[0] & changed[1] & shared)


def _resolve_spec(repository: Repository, unmerged: list[str]) -> None:
    """Keep what both branches wrote of a spec, each line once: the author's choice."""
    for path in unmerged:
        if path.startswith("spec/"):
            lines = repository.read(path).split("\n")
            kept: list[str] = []
            for line in lines:
                again = line.startswith("      ") and line in kept
                if not again and not line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
                    kept.append(line)
            repository.write(path, "\n".join(kept))


def _resolve_by_hand(repository: Repository, path: str) -> set[str]:
    """Take this branch's side of what git left in conflict; gives the words of the other's."""
    text = (repository.root / path).read_bytes()
    ours, theirs = both_sides(text)
    (repository.root / path).write_bytes(ours)
    return {
        word.upper()
        for word in WORD.findall(theirs.decode().replace("_", "-"))
        if word.upper() not in ours.decode().replace("_", "-").upper()
    }


def _reported(repository: Repository) -> Counter[str]:
    """Count the words that stand in records of conflicts."""
    found: Counter[str] = Counter()
    for path in (repository.root / ".svcgen/conflicts").rglob("*.json"):
        text = path.read_text("utf-8").replace("_", "-").upper()
        found.update(set(WORD.findall(text)))
    return found


def _resolve_rest(repository: Repository) -> None:
    workspace = find_workspace(repository.root)
    resolve(workspace, Which(everything=True), lambda _: Side.OURS)


def _unhealed(repository: Repository) -> Iterator[str]:
    for code, path in repository.drift():
        yield f"{path} is {code}"
    again = generate_met(find_workspace(repository.root))
    yield from (f"{path} written again" for path in again.generated.written)
    for module in _python(repository):
        try:
            ast.parse(module.read_text("utf-8"))
        except SyntaxError as error:
            yield f"{module.name}: {error}"
    for base in (repository.root / ".svcgen/base").rglob("*"):
        if base.is_file() and is_marked(base.read_bytes()):
            yield f"{base.name}: markers in the base"


def _doubled(repository: Repository) -> Iterator[str]:
    for path in _python(repository):
        said = Counter(WORD.findall(path.read_text("utf-8")))
        yield from (f"{word} doubled" for word, count in said.items() if count > 1)


def _ids(repository: Repository) -> Iterator[str]:
    """Tell of a number that means two packages, or is not on record."""
    given: dict[int, str] = {}
    recorded = {(row.id, row.name) for row in load_ids(repository.read(".svcgen/ids"))}
    for path in sorted((repository.root / "spec").glob("*.yaml")):
        for number, name in ids_in_text(path.read_text("utf-8")):
            if given.setdefault(number, name) != name:
                yield f"the id {number} is {name}'s and {given[number]}'s"
            if (number, name) not in recorded:
                yield f"the id {number} of {name} is not on record"
    for number, name in ((11, "CREATE_BOOK"), (12, "CREATE_READER")):
        if given.get(number) != name:
            yield f"{name} lost its id"
