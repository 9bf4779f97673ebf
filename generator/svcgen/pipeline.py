"""The whole way from a spec to a tree: the only module that knows more than one stage.

load -> validate -> link -> plan -> render -> merge -> write
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from svcgen.workspace import Workspace, text_digest

if TYPE_CHECKING:
    # a clean check has no time for these, and needs none of them
    from svcgen.artifacts.files import RenderedFile
    from svcgen.artifacts.ids import IdRow
    from svcgen.artifacts.lock import Lock
    from svcgen.artifacts.manifest import ManifestRow
    from svcgen.artifacts.outcome import MergeOutcome
    from svcgen.diagnostics import Diagnostic
    from svcgen.drift.report import Report
    from svcgen.graph import ServiceGraph
    from svcgen.graph.triggers import Package, Push
    from svcgen.load import Document, Loaded
    from svcgen.render import RenderMemory
    from svcgen.spec import ServiceSpec
    from svcgen.write import ServiceTree
    from svcgen.write.transaction import Recovery

SCHEMA_PATH = ".svcgen/service.schema.json"
RENDERED = "rendered"
Texts = Mapping[str, bytes | None]


class SpecFaulty(Exception):
    """The spec has errors; nothing was rendered and nothing was written."""

    def __init__(self, checked: Checked) -> None:
        super().__init__("the spec has errors")
        self.checked = checked


@dataclass(frozen=True, slots=True)
class Checked:
    """A spec as far as it could be read, where it stands, and what is wrong with it."""

    spec: ServiceSpec | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_valid(self) -> bool:
        """May it be linked?"""
        from svcgen.diagnostics import has_errors

        return self.spec is not None and not has_errors(self.diagnostics)

    def with_faults(self, found: Iterable[Diagnostic]) -> Checked:
        """Give the same with further faults."""
        return replace(self, diagnostics=(*self.diagnostics, *found))


@dataclass(frozen=True, slots=True)
class Generated:
    """What a run came to: the outcome, the paths written, and the warnings of the spec.

    `recovered` tells what became of a run that was interrupted before.
    """

    outcome: MergeOutcome
    written: tuple[str, ...]
    checked: Checked
    graph: ServiceGraph
    recovered: Recovery


def check_spec(workspace: Workspace) -> Checked:
    """Load and validate a service's spec; every fault of form and of meaning, in order."""
    return check_spec_files([workspace.root / path for path in workspace.spec_paths])


def read_spec(workspace: Workspace, tree: ServiceTree) -> tuple[Lock, Checked]:
    """Load and validate the spec as it stands in an open tree, with the lock for just that text.

    Raises PathRefused for a link, and other TreeFaults.
    """
    from svcgen.load.source import name_file

    texts = tree.read(workspace.spec_paths)
    files = {name_file(workspace.root / path): text for path, text in texts.items()}
    return workspace.lock(texts), check_spec_texts(files)


def check_spec_files(paths: Sequence[Path]) -> Checked:
    """Load and validate the spec that stands in these files."""
    from svcgen.load import load_spec

    return _validate(load_spec(paths))


def check_spec_texts(files: Mapping[str, bytes | None]) -> Checked:
    """Load and validate a spec that stands in memory, by the names of its files in diagnostics."""
    from svcgen.load import load_texts

    return _validate(load_texts(files))


def _validate(loaded: Loaded[ServiceSpec]) -> Checked:
    """Add the faults of meaning to those of form."""
    from svcgen.diagnostics import order_diagnostics
    from svcgen.validate import validate_spec

    found = list(loaded.diagnostics)
    if loaded.spec is not None:
        found += validate_spec(loaded.spec, loaded.document)
    return Checked(loaded.spec, loaded.document, order_diagnostics(found))


def link_spec(checked: Checked, recorded: Iterable[IdRow] = ()) -> ServiceGraph:
    """Link a valid spec; `recorded` are the ids and error codes that were given out before.

    Raises SpecFaulty when it is not valid.
    """
    from svcgen.artifacts.ids import error_codes
    from svcgen.link import link_service

    if checked.spec is None or not checked.is_valid:
        raise SpecFaulty(checked)
    return link_service(checked.spec, error_codes(recorded))


def render_graph(
    graph: ServiceGraph, workspace: Workspace, memory: RenderMemory | None = None
) -> Iterator[RenderedFile]:
    """Plan and render everything that follows from the graph alone, what is in `memory` not again."""
    from svcgen.plan import plan_files
    from svcgen.render import render_files, render_schema
    from svcgen.render.typescript import plan_typescript

    planned = (*plan_files(graph), *plan_typescript(graph))
    yield from render_files(
        graph, planned, workspace.template_folders, workspace.line_length, memory
    )
    yield render_schema(SCHEMA_PATH)


def render_frame(
    graph: ServiceGraph,
    workspace: Workspace,
    tree: ServiceTree,
    manifest: Mapping[str, ManifestRow],
    taken: Iterable[str] = (),
) -> Iterator[RenderedFile]:
    """Give the skeleton, none of its files at a path that is `taken`: rendered anew when its answers moved, else as it was rendered before."""
    from svcgen.scaffold.answers import answers_digest, carried_over

    digest = answers_digest(graph.service, workspace.skeleton)
    paths = [
        path for path, row in manifest.items() if row.template.startswith("project/")
    ]
    carried = carried_over(manifest, tree.read_base(paths), digest)
    if carried is not None:
        yield from carried
        return
    from svcgen.scaffold.skeleton import refuse_taken, render_skeleton

    frame = render_skeleton(graph.service, workspace.skeleton, digest)
    refuse_taken(frame, {*taken, *workspace.spec_paths})
    yield from frame


def render_workspace(
    workspace: Workspace,
    checked: Checked,
    tree: ServiceTree,
    manifest: Mapping[str, ManifestRow],
    texts: Sequence[Texts] = (),
) -> tuple[tuple[RenderedFile, ...], ServiceGraph]:
    """Run every stage up to rendering: all files of a service. Raises SpecFaulty.

    With `texts` of the tree, those that would be rendered again are taken from there.
    """
    from svcgen.render import RenderMemory

    graph = link_spec(checked, tree.ids())
    memory = None
    if texts:
        known = tree.recall(RENDERED)
        memory = RenderMemory(workspace.stamp(), known, manifest, texts)
    own = tuple(render_graph(graph, workspace, memory))
    if memory is not None:
        tree.note(RENDERED, memory.dump())
    taken = (file.path for file in own)
    return (*own, *render_frame(graph, workspace, tree, manifest, taken)), graph


def merge_workspace(
    workspace: Workspace,
    checked: Checked,
    tree: ServiceTree,
    *,
    rebase: bool = False,
    anew: bool = False,
) -> tuple[MergeOutcome, ServiceGraph]:
    """Run every stage up to the merge; nothing is written.

    `rebase` merges files whose base is lost unit by unit; `anew` renders every file, whatever is
    remembered of the last run.
    """
    from svcgen.drift.renamed import find_renamed
    from svcgen.merge import Merging, loses_python, merge_tree, refuse_lost_names

    manifest = tree.manifest(committed=rebase)
    if not workspace.as_new:
        asked = find_renamed(manifest.values(), tree.ids(), checked.document)
        checked = checked.with_faults(asked)
    base, disk = tree.read_base(manifest), tree.read(manifest)
    texts = () if anew else (base, disk)
    rendered, graph = render_workspace(workspace, checked, tree, manifest, texts)
    paths = {file.path for file in rendered} | set(manifest)
    new = sorted(paths - set(manifest))
    base, disk = base | tree.read_base(new), disk | tree.read(new)
    restored = _restored_bases(workspace, tree, manifest, base)
    restored |= _bases_before_merge(tree, manifest, base)
    how = Merging(tree.read_conflicts(manifest), restored, rebase)
    outcome = merge_tree(rendered, base, disk, manifest, how)
    if loses_python(outcome):
        outcome = refuse_lost_names(outcome, tree.read_unlisted(paths))
    return outcome, graph


def _restored_bases(
    workspace: Workspace,
    tree: ServiceTree,
    manifest: Mapping[str, ManifestRow],
    base: Texts,
) -> dict[str, bytes]:
    """Find lost pristine texts again: as committed, else rendered from the committed spec."""
    from svcgen.artifacts.digest import matches
    from svcgen.artifacts.policy import WritePolicy

    lost = [
        path
        for path, row in manifest.items()
        if row.policy is WritePolicy.MERGE
        and row.sha256
        and not matches(base.get(path) or b"", row.sha256)
    ]
    found = tree.committed_base(lost)
    if all(matches(found.get(path, b""), manifest[path].sha256) for path in lost):
        return found
    lock, now = tree.lock(), workspace.lock()
    if lock is None or lock.made_by != now.made_by or lock.spec == now.spec:
        return found
    texts = tree.read_committed(lock.spec)
    digests = {path: text_digest(text) for path, text in texts.items()}
    if digests != lock.spec:
        return found
    checked = check_spec_texts({path: texts[path] for path in lock.spec})
    if not checked.is_valid:
        return found
    rendered = render_graph(link_spec(checked, tree.ids()), workspace)
    return {file.path: file.text.encode() for file in rendered} | {
        path: text
        for path, text in found.items()
        if matches(text, manifest[path].sha256)
    }


def _bases_before_merge(
    tree: ServiceTree,
    manifest: Mapping[str, ManifestRow],
    base: Texts,
) -> dict[str, bytes]:
    """Find the pristine texts from before two branches met, where git left a conflict in them."""
    from svcgen.artifacts.markers import is_marked
    from svcgen.artifacts.policy import WritePolicy

    met = [
        path
        for path, row in manifest.items()
        if row.policy is WritePolicy.MERGE and not row.sha256
    ]
    texts = {path: base.get(path) for path in met}
    return tree.base_before_merge(
        path for path, text in texts.items() if text is None or is_marked(text)
    )


@contextmanager
def open_workspace(
    workspace: Workspace, *, write: bool = True, wait: float = 0.0
) -> Iterator[ServiceTree]:
    """Open the tree of a service for one command; with `write`, no other run is at work in it.

    Raises LockHeld, Interrupted and other TreeFaults.
    """
    from svcgen.write import open_tree
    from svcgen.write.tree import Opening

    how = Opening(
        write=write,
        wait=wait,
        command=workspace.command,
        allow_dirty=workspace.allow_dirty,
    )
    with open_tree(workspace.root, how) as tree:
        yield tree


def generate(
    workspace: Workspace,
    *,
    dry_run: bool = False,
    wait: float = 0.0,
    rebase: bool = False,
) -> Generated:
    """Bring the tree in step with the spec; with `dry_run`, only tell what would change.

    `rebase` merges files whose base is lost unit by unit.

    Raises SpecFaulty, and TreeFault when the tree cannot be read or written.
    """
    with open_workspace(workspace, write=not dry_run, wait=wait) as tree:
        # read once and under the lock: another run or the owner may change the spec meanwhile
        workspace = workspace.refreshed()
        lock, checked = read_spec(workspace, tree)
        if not checked.is_valid:
            raise SpecFaulty(checked)
        outcome, graph = merge_workspace(workspace, checked, tree, rebase=rebase)
        written: tuple[str, ...] = ()
        if not dry_run:
            written = tree.write(outcome, lock, ids_of(graph))
        return Generated(outcome, written, checked, graph, tree.recovered)


def take_back(path: str, after: bytes, yours: bytes, before: bytes) -> bytes | None:
    """Take the change from `before` to `after` out of a text that was edited since.

    None when the edit and the change do not go apart.
    """
    from svcgen.merge.texts import merge_text
    from svcgen.merge.units import MergeFacts, Unmergeable

    try:
        merged = merge_text(path, after, yours, before, MergeFacts())
    except Unmergeable:
        return None
    return None if merged.clashes else merged.text


def ids_of(graph: ServiceGraph) -> Iterator[IdRow]:
    """Give what must never be given twice: ids of packages and pushes, codes of declared errors."""
    from svcgen.artifacts.ids import ERROR_PREFIX, IdRow

    ids: list[Package | Push] = [*graph.packages, *graph.pushes]
    for one in ids:
        yield IdRow(one.id, one.name)
    for error in graph.errors:
        yield IdRow(error.status_code, f"{ERROR_PREFIX}{error.name}")


def check_drift(workspace: Workspace) -> Report:
    """Compare the tree with its spec, by hashes as long as nothing moved.

    Raises SpecFaulty when the spec moved and is faulty, and OSError when there is no such folder.
    """
    from svcgen.drift import check_tree

    with ExitStack() as stack:
        return check_tree(workspace.root, workspace.lock(), _renderer(workspace, stack))


def _renderer(workspace: Workspace, stack: ExitStack) -> Callable[[], MergeOutcome]:
    def render() -> MergeOutcome:
        checked = check_spec(workspace)
        tree = stack.enter_context(open_workspace(workspace, write=False))
        return merge_workspace(workspace, checked, tree, anew=True)[0]

    return render
