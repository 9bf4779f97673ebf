"""What is measured: the generator's commands, each beside its floor and its peers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.generator import floor, peers, specs
from tests.benchmarks.generator.measure import Case, environment, run_process

OURS = str(Path(sys.executable).with_name("svcgen"))
PYTHON = sys.executable
SPEC = "service.yaml"


@dataclass(slots=True)
class Section:
    """Programs that do the same; the first is ours and the second the floor, where there is one.

    `budget` is seconds, or with `as_ratio` how many times the floor; `files` and `kilobytes` are
    what is written, where it is told what a file costs.
    """

    title: str
    cases: list[Case] = field(default_factory=list)
    budget: float | None = None
    as_ratio: bool = False
    files: int = 0
    kilobytes: float = 0.0


@dataclass(frozen=True, slots=True)
class World:
    """Where trees are prepared, and the peers that are there."""

    folder: Path
    env: dict[str, str]
    peers: peers.Peers

    def tree(self, count: int) -> Path:
        """Give a generated tree of `count` entities, made the first time it is asked for."""
        root = self.folder / f"tree-{count}"
        if not root.exists():
            root.mkdir()
            (root / SPEC).write_text(specs.spec(count))
            log = self.folder / "prepare.log"
            run = run_process([OURS, "generate"], root, self.env, log)
            if run.code:
                raise RuntimeError(log.read_text())
        return root

    def listed(self, count: int, paths: Sequence[str] | None = None) -> str:
        """Write and name the list of files that a floor works on."""
        sizes = floor.emitted(self.tree(count))
        target = self.folder / f"list-{count}-{'all' if paths is None else 'some'}.json"
        return str(floor.write_list(sizes, sizes if paths is None else paths, target))


def make_world(folder: Path, found: peers.Peers) -> World:
    """Prepare a place for a run."""
    return World(folder, dict(environment(peers.cache_folder())), found)


def ours(name: str, *words: str) -> Callable[[Path], Sequence[str]]:
    """Call svcgen in the folder of a case."""
    return lambda _: (OURS, name, *words)


def help_section(world: World) -> Section:
    """Starting up: what every call pays."""
    bare = Case("python -c pass (floor)", lambda _: (PYTHON, "-c", "pass"))
    mine = Case("svcgen --help", ours("--help"))
    version = Case("svcgen --version", ours("--version"))
    rest = peers.help_cases(world.peers)
    return Section("--help and --version", [mine, bare, version, *rest], 3.0, True)


COLD = {1: 0.40, 10: 0.45, 100: 0.75, 1000: 3.5}
ADD = {False: 0.30, True: 0.50}
TYPESCRIPT = {100: 0.6, 1000: 2.5}


def cold_section(world: World, count: int) -> Section:
    """Everything from a spec: in a scaffolded service, and in an empty folder with its skeleton."""
    text = specs.spec(count)

    def scaffolded(place: Path) -> None:
        shutil.copytree(world.tree(0), place, dirs_exist_ok=True)
        (place / SPEC).write_text(text)

    def empty(place: Path) -> None:
        (place / SPEC).write_text(text)

    listed = world.listed(count)
    render = (PYTHON, "-c", floor.RENDER, listed)
    cases = [
        Case("svcgen generate", ours("generate"), scaffolded),
        Case("render and write (floor)", lambda place: (*render, str(place))),
        Case("svcgen generate, skeleton too", ours("generate"), empty),
        *peers.cold_cases(world.peers, count, world.folder / f"sources-{count}"),
    ]
    sizes = floor.emitted(world.tree(count))
    section = Section(f"cold generate, N = {count:,}", cases, COLD.get(count))
    section.files, section.kilobytes = len(sizes), sum(sizes.values()) / 1024
    return section


def _copy(world: World, count: int) -> Callable[[Path], None]:
    tree = world.tree(count)
    return lambda place: void(shutil.copytree(tree, place, dirs_exist_ok=True))


def void(_: object) -> None:
    """Drop a value."""


def _hashing(world: World, count: int) -> Case:
    command = (PYTHON, "-c", floor.HASH, world.listed(count), str(world.tree(count)))
    return Case("hash as many files (floor)", lambda _: command)


def noop_section(world: World, count: int) -> Section:
    """Generate again: nothing is written."""
    tree = str(world.tree(count))
    mine = Case("svcgen generate", ours("generate", "-C", tree))
    return Section(f"no-op generate, N = {count:,}", [mine, _hashing(world, count)])


def check_section(world: World, count: int) -> Section:
    """A clean check."""
    tree = str(world.tree(count))
    mine = Case("svcgen check", ours("check", "-C", tree))
    cases = [mine, _hashing(world, count)]
    return Section(f"clean check, N = {count:,}", cases, 1.5, True)


def add_section(world: World, count: int, edited: bool) -> Section:
    """One entity more in the spec; with `edited`, the owner changed a file that changes too."""
    more = specs.spec(count + 1)
    before, after = world.tree(count), world.tree(count + 1)

    def grown(place: Path) -> None:
        shutil.copytree(before, place, dirs_exist_ok=True)
        (place / SPEC).write_text(more)
        if edited:
            factories = place / "tests" / "factories.py"
            factories.write_text(f"{factories.read_text()}\n\nOWN = 1\n")

    moved = [
        path for path in floor.emitted(after)
        if not (before / path).exists() or (before / path).read_bytes() != (after / path).read_bytes()
    ]  # fmt: skip
    listed = world.listed(count + 1, moved)
    program = f"{floor.HASH}\nsys.argv[1:] = sys.argv[3:]\n{floor.RENDER}"
    words = (PYTHON, "-c", program, world.listed(count), str(before), listed)
    name = "one edited file" if edited else "nothing edited"
    cases = [
        # an edited file that changes is a conflict until files are merged by symbol: exit 1
        Case("svcgen generate", ours("generate"), grown, (0, 1) if edited else (0,)),
        Case("hash, render what moves (floor)", lambda place: (*words, str(place))),
    ]
    title = f"add an entity to N = {count:,}, {name}"
    return Section(title, cases, ADD[edited] if count == 100 else None)


def typescript_section(world: World, count: int) -> Section:
    """The TypeScript client alone, printed: the spec is read and nothing is written."""
    tree = str(world.tree(count))
    mine = Case("svcgen ts --stdout", ours("ts", "--stdout", "-C", tree))
    return Section(f"TypeScript client, N = {count:,}", [mine], TYPESCRIPT.get(count))


def diagnostics_section(world: World, count: int) -> Section:
    """Every fault of a spec with one in each entity."""
    text = specs.faulty(count)
    mine = Case(
        "svcgen validate",
        ours("validate"),
        lambda place: void((place / SPEC).write_text(text)),
        (1,),
    )
    budget = 0.5 if count == 1000 else None
    return Section(f"diagnostics of {count:,} faults", [mine], budget)


def sections(
    world: World, sizes: Sequence[int], only: Sequence[str]
) -> Iterator[Section]:
    """Give the sections that are asked for, each when its turn comes."""
    makers: dict[str, Callable[[int], Iterator[Section]]] = {
        "cold": lambda n: iter([cold_section(world, n)]),
        "noop": lambda n: iter([noop_section(world, n)]),
        "check": lambda n: iter([check_section(world, n)]),
        "add": lambda n: (add_section(world, n, edited) for edited in (False, True)),
        "ts": lambda n: iter([typescript_section(world, n)]),
        "diagnostics": lambda n: iter([diagnostics_section(world, n)]),
    }
    if "help" in only:
        yield help_section(world)
    for name, make in makers.items():
        for count in sizes if name in only else ():
            yield from make(count)
