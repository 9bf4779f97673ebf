"""Where lines come from: of an emitted file in the spec and the templates, and of the spec in the code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from svcgen.artifacts.digest import matches
from svcgen.artifacts.faults import TreeFault
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.policy import WritePolicy
from svcgen.drift.reader import Reader
from svcgen.load import Document
from svcgen.load.document import Key
from svcgen.operations.template_lines import Sources, TemplateLines
from svcgen.pipeline import Checked, check_spec_texts
from svcgen.provenance import Line, LineOrigin, pair_lines, trace_text
from svcgen.workspace import Workspace
from svcgen.write import open_tree
from svcgen.write.tree import Opening, ServiceTree

Author = Literal["generator", "owner", "unknown", "record"]
"""Whose a line is; `record` is svcgen's own record, `unknown` where no pristine text is left."""

STATE = ".svcgen/"
BASE = f"{STATE}base/"


class NoSuchPlace(TreeFault):
    """A file or a line that is not there."""

    exit_code = 2


class Place(NamedTuple):
    """A spec node, and where it stands (the nearest thing that was written)."""

    pointer: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Traced:
    """One line: whose it is, its symbol, the spec nodes and the template lines it follows from.

    `generator` is the version that wrote it; the owner's lines and files have none.
    """

    file: str
    line: int
    author: Author
    policy: str = ""
    symbol: str = ""
    spec: tuple[Place, ...] = ()
    template: str = ""
    lines: TemplateLines | None = None
    generator: str = ""


class Followed(NamedTuple):
    """Lines of an emitted file that follow from a spec node."""

    file: str
    first: int
    last: int
    symbol: str
    pointer: str


@dataclass(frozen=True, slots=True)
class Found:
    """What follows from a line of the spec: its nodes, or the nearest above them that show in the code."""

    nodes: tuple[Place, ...]
    places: tuple[Followed, ...]


class Provenance:
    """Answers for one tree; get one from `open_provenance`."""

    def __init__(self, workspace: Workspace, tree: ServiceTree) -> None:
        self._workspace = workspace
        self._tree = tree
        self._rows = tree.manifest()
        self._spec = tree.read(workspace.spec_paths)

    @cached_property
    def _checked(self) -> Checked:
        return check_spec_texts(self._spec)

    @cached_property
    def _sources(self) -> Sources:
        return Sources(self._workspace, self._checked, self._tree.ids())

    @cached_property
    def _version(self) -> str:
        lock = self._tree.lock()
        return lock.generator if lock else ""

    @property
    def rows(self) -> Mapping[str, ManifestRow]:
        """The manifest by path."""
        return self._rows

    def why(self, path: str, line: int) -> Traced:
        """Tell where a line of a file comes from. Raises NoSuchPlace."""
        lines = self.trace(path)
        if not 1 <= line <= len(lines):
            count = f"it has {len(lines)} lines" if lines else "it is empty"
            raise NoSuchPlace("no-such-line", path, count)
        return lines[line - 1]

    def trace(self, path: str) -> tuple[Traced, ...]:
        """Tell where every line of a file comes from. Raises NoSuchPlace when there is no such file."""
        row = self._rows.get(path)
        data = self._read(path) if row is None else self._tree.read([path])[path]
        if data is None:
            raise NoSuchPlace("no-such-file", path, "there is no such file")
        text, emitted = _decoded(data), path.removeprefix(BASE)
        if row is not None:
            return tuple(self._trace_row(row, text, data))
        if emitted != path and emitted in self._rows:
            traced = self._trace_row(self._rows[emitted], text, data)
            return tuple(replace(each, file=path, policy="") for each in traced)
        author: Author = "record" if path.startswith(STATE) else "owner"
        count = len(text.splitlines())
        return tuple(Traced(path, number, author) for number in range(1, count + 1))

    def _read(self, path: str) -> bytes | None:
        """Read a file that is not listed: the owner's, or svcgen's own record."""
        reader = Reader(str(self._workspace.root))
        try:
            return reader.read(path)
        finally:
            reader.close()

    def _trace_row(self, row: ManifestRow, text: str, data: bytes) -> Iterator[Traced]:
        pristine = self._pristine(row, text, data)
        here = trace_text(row.path, text, self._rows)
        there = trace_text(row.path, pristine or "", self._rows)
        templates = self._sources.lines_of(row, pristine) if pristine else {}
        pairs = pair_lines(pristine or "", text)
        for pair, own in zip(pairs, here, strict=True):
            origins = own if pair.pristine is None else there[pair.pristine - 1]
            yield self._traced(row, pair, origins, (pristine, templates))

    def _traced(
        self,
        row: ManifestRow,
        pair: Line,
        origins: Sequence[LineOrigin],
        pristine: tuple[str | None, Mapping[int, TemplateLines]],
    ) -> Traced:
        author: Author = "generator"
        if pair.pristine is None:
            author = "unknown" if pristine[0] is None else "owner"
        written = author == "generator"
        pointers = dict.fromkeys(origin.pointer for origin in origins)
        return Traced(
            row.path,
            pair.number,
            author,
            row.policy.value,
            origins[0].symbol,
            tuple(self._place(pointer) for pointer in pointers),
            row.template if written else "",
            pristine[1].get(pair.pristine or 0) if written else None,
            self._version if written else "",
        )

    def _pristine(self, row: ManifestRow, text: str, data: bytes) -> str | None:
        """Give a file as svcgen wrote it: from the base, the file itself, or a new rendering."""
        if row.sha256 and matches(data, row.sha256):
            return text
        base = None
        if row.policy is WritePolicy.MERGE:
            base = self._tree.read_base([row.path])[row.path]
        if base is not None and (not row.sha256 or matches(base, row.sha256)):
            return _decoded(base)
        return self._sources.rendered(row)

    def _place(self, pointer: str) -> Place:
        span = self._checked.document.span_of(_parts(pointer), key=True)
        return Place(pointer, span.file, span.line)

    def where(self, file: str, line: int) -> Found:
        """Tell what follows from a line of the spec. Raises NoSuchPlace."""
        text = self._spec.get(file)
        if text is None:
            known = ", ".join(self._spec)
            raise NoSuchPlace("no-such-file", file, f"the spec is {known}")
        if not 1 <= line <= len(_decoded(text).splitlines()):
            raise NoSuchPlace("no-such-line", file, "the spec has no such line")
        document = self._checked.document
        nodes = list(_nodes_at(document, file, line))
        while True:
            places = tuple(self._below(nodes))
            if places or not all(nodes):
                found = (self._place(_pointer(node)) for node in nodes)
                return Found(tuple(found), places)
            nodes = list(dict.fromkeys(node[:-1] for node in nodes))

    def _below(self, nodes: Sequence[tuple[Key, ...]]) -> Iterator[Followed]:
        """Give the lines whose spec nodes are `nodes` or below them, runs of lines together.

        What follows from the whole spec is everything, and no answer.
        """
        if not all(nodes):
            return
        known: dict[str, bool] = {}

        def is_below(pointer: str) -> bool:
            if pointer not in known:
                at = self._checked.document.locate(_parts(pointer))
                known[pointer] = any(at[: len(node)] == node for node in nodes)
            return known[pointer]

        texts = {p: t for p, t in self._tree.read(self._rows).items() if t is not None}
        own = [p for p, row in self._rows.items() if any(map(is_below, _pointers(row)))]
        stems = {_stem(path).encode() for path in own}
        for path, text in texts.items():
            if path in own or any(stem in text for stem in stems):
                origins = trace_text(path, _decoded(text), self._rows)
                yield from _runs(path, origins, is_below)


@contextmanager
def open_provenance(workspace: Workspace) -> Iterator[Provenance]:
    """Open a tree to ask about its lines. Raises TreeFault."""
    with open_tree(workspace.root, Opening(write=False)) as tree:
        yield Provenance(workspace, tree)


def _nodes_at(document: Document, file: str, line: int) -> Iterator[tuple[Key, ...]]:
    """Give the outermost nodes that begin on a line; else the innermost that begins before it."""
    before: tuple[int, tuple[Key, ...]] = (0, ())
    found: list[tuple[Key, ...]] = []
    for path in _walk(document.data, ()):
        span = document.span_of(path, key=True)
        if span.file != file or span.line > line:
            continue
        if span.line == line:
            if not any(path[: len(outer)] == outer for outer in found):
                found.append(path)
        elif (span.line, len(path)) >= (before[0], len(before[1])):
            before = span.line, path
    yield from found or [before[1]]


def _walk(node: object, path: tuple[Key, ...]) -> Iterator[tuple[Key, ...]]:
    items: Iterable[tuple[Key, object]] = ()
    if isinstance(node, dict):
        items = node.items()
    elif isinstance(node, list):
        items = enumerate(node)
    for key, value in items:
        yield (*path, key)
        yield from _walk(value, (*path, key))


def _runs(
    path: str,
    origins: Sequence[Sequence[LineOrigin]],
    is_below: Callable[[str], bool],
) -> Iterator[Followed]:
    open_: dict[LineOrigin, int] = {}
    for number, here in enumerate((*origins, ()), 1):
        for origin in [each for each in open_ if each not in here]:
            first = open_.pop(origin)
            yield Followed(path, first, number - 1, *origin)
        for origin in here:
            if is_below(origin.pointer):
                open_.setdefault(origin, number)


def _pointers(row: ManifestRow) -> Iterator[str]:
    yield from row.nodes
    yield from (at.partition("#")[0] for _, at in row.symbols)


def _stem(path: str) -> str:
    at = PurePosixPath(path)
    return at.parent.name if at.stem in ("__init__", "index") else at.stem


def _parts(pointer: str) -> tuple[str, ...]:
    return tuple(
        part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]
    )


def _pointer(path: Sequence[Key]) -> str:
    return "".join(
        "/" + str(part).replace("~", "~0").replace("/", "~1") for part in path
    )


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace").replace("\r\n", "\n")
