"""A rename in the tree: files at their new paths, what svcgen wrote and what the owner wrote renamed alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from svcgen.artifacts.digest import sha256
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.policy import WritePolicy
from svcgen.edit.python.identifiers import Pair, identify
from svcgen.edit.python.lines import Template, Unreadable, make_template
from svcgen.edit.python.program import Program, module_name
from svcgen.edit.python.rewrite import Renames, Rewritten, Undecided, rewrite

Texts = Mapping[str, bytes | None]
KEPT = "it does what it did; under the new name svcgen would write it otherwise"


@dataclass(frozen=True, slots=True)
class Before:
    """A tree in step with the spec before a rename; `unlisted` are the owner's own modules."""

    rendered: Sequence[RenderedFile]
    disk: Texts
    manifest: Mapping[str, ManifestRow]
    unlisted: Mapping[str, bytes]


@dataclass(slots=True)
class Moved:
    """The same tree under the new names, as the merge takes it, and what was left to the owner."""

    base: dict[str, bytes | None] = field(default_factory=dict)
    disk: dict[str, bytes | None] = field(default_factory=dict)
    manifest: dict[str, ManifestRow] = field(default_factory=dict)
    unlisted: dict[str, bytes] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    undecided: list[tuple[str, Undecided]] = field(default_factory=list)


def pair_files(
    old: Sequence[RenderedFile],
    new: Sequence[RenderedFile],
    follow: Callable[[str], str],
) -> Iterator[tuple[RenderedFile, RenderedFile]]:
    """Pair the files of two renderings; `follow` gives the new pointer of a spec node."""
    known: dict[tuple[str, tuple[str, ...]], list[RenderedFile]] = {}
    for file in new:
        known.setdefault((file.template, file.nodes), []).append(file)
    for file in old:
        found = known.get((file.template, tuple(map(follow, file.nodes))), [])
        same = next((each for each in found if each.path == file.path), None)
        if found:
            other = same or found[0]
            found.remove(other)
            yield file, other


def move_tree(
    before: Before,
    new: Sequence[RenderedFile],
    follow: Callable[[str], str],
) -> Moved:
    """Give a tree under the new names."""
    pairs = list(pair_files(before.rendered, new, follow))
    renames = Renames(_program(before), identify(_python(pairs)))
    moved = Moved(paths={old.path: other.path for old, other in pairs})
    for old, other in pairs:
        _move(before, moved, renames, (old, other))
    for path, text in before.unlisted.items():
        found = _rewritten(moved, (path, path), text, renames)
        moved.unlisted[path] = found.text
    return moved


def _program(before: Before) -> Program:
    texts = {file.path: file.text.encode() for file in before.rendered}
    texts |= {path: text for path, text in before.disk.items() if text is not None}
    return Program({**texts, **before.unlisted})


def _python(pairs: Sequence[tuple[RenderedFile, RenderedFile]]) -> Iterator[Pair]:
    for old, new in pairs:
        if old.path.endswith(".py"):
            yield Pair(old.path, old.text, new.path, new.text)


def _move(
    before: Before,
    moved: Moved,
    renames: Renames,
    pair: tuple[RenderedFile, RenderedFile],
) -> None:
    old, new = pair
    disk, base = before.disk.get(old.path), new.text.encode()
    pristine = old.text.encode()
    if disk is not None and old.policy is not WritePolicy.OVERWRITE:
        template = _template(old, new)
        if disk == pristine and (template is None or template.is_whole):
            disk = base
        elif template is not None:
            found = _rewritten(moved, (old.path, new.path), disk, renames, template)
            disk = found.text
            if found.missed:
                base = _renamed_base(old, renames, template)
            if not template.is_whole:
                moved.undecided.append((new.path, Undecided(1, "", KEPT)))
    moved.disk[new.path] = disk
    row = before.manifest.get(old.path)
    if old.policy is WritePolicy.MERGE:
        moved.base[new.path] = base
    if row is not None:
        digest = sha256(base) if row.sha256 else ""
        if old.policy is not WritePolicy.MERGE:
            digest = row.sha256
        moved.manifest[new.path] = row._replace(
            path=new.path, sha256=digest, nodes=new.nodes, symbols=new.symbols
        )


def _template(old: RenderedFile, new: RenderedFile) -> Template | None:
    """Put a file before and after beside each other; None when it is not Python."""
    if not old.path.endswith(".py"):
        return None
    try:
        return make_template(old.text, new.text)
    except Unreadable:
        return None


def _renamed_base(old: RenderedFile, renames: Renames, template: Template) -> bytes:
    """Rename what was generated as the owner's file is renamed: what else is new stays to be merged."""
    module = module_name(old.path)
    text = old.text.encode()
    if module is None:
        return text
    return rewrite(text, module, renames, template, whole=False).text


def _rewritten(
    moved: Moved,
    paths: tuple[str, str],
    text: bytes,
    renames: Renames,
    template: Template | None = None,
) -> Rewritten:
    path, shown = paths
    module = module_name(path)
    if module is None:
        return Rewritten(text)
    try:
        found = rewrite(text, module, renames, template)
    except Unreadable as fault:
        why = f"the file cannot be read: {fault}"
        moved.undecided.append((shown, Undecided(1, "", why)))
        return Rewritten(text)
    moved.undecided += [(shown, each) for each in found.undecided]
    return found
