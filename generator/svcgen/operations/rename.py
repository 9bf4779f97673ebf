"""A rename, from the spec's texts to the tree: worked out in memory, then written all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from svcgen.artifacts.ids import dump_ids
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import ChangeKind, FileChange, MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.artifacts.renames import (
    Row,
    dump_renames,
    load_renames,
    rename_columns,
    rename_table,
)
from svcgen.edit import EditFault
from svcgen.edit.python.rewrite import Undecided
from svcgen.graph import ServiceGraph
from svcgen.link.names import pointer
from svcgen.load.source import name_file
from svcgen.merge import Merging, merge_tree, refuse_lost_names
from svcgen.operations.rename_code import Before, Moved, move_tree
from svcgen.operations.rename_spec import Renaming, SpecEdit, is_named, rename_in_spec
from svcgen.pipeline import (
    Checked,
    SpecFaulty,
    check_spec_texts,
    ids_of,
    merge_workspace,
    open_workspace,
    render_workspace,
)
from svcgen.workspace import Workspace
from svcgen.write import ServiceTree
from svcgen.write.record import IDS, RENAMES
from svcgen.write.transaction import Edit

Texts = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Renamed:
    """What a rename came to.

    `moved` are the files at new paths, by their old ones; `undecided` the words that were left
    to the owner, by path; `database` what migrations have to rename.
    """

    renaming: Renaming
    checked: Checked
    outcome: MergeOutcome
    spec_files: tuple[str, ...]
    moved: Mapping[str, str]
    undecided: tuple[tuple[str, Undecided], ...]
    database: tuple[Row, ...]
    written: tuple[str, ...]


def rename(
    workspace: Workspace, renaming: Renaming, *, dry_run: bool = False, wait: float = 0
) -> Renamed:
    """Rename a part of the spec, and everything that is called after it.

    Raises EditFault, SpecFaulty, TreeFault; then nothing was written.
    """
    with open_workspace(workspace, write=not dry_run, wait=wait) as tree:
        return _Run(workspace.refreshed(), tree, renaming).carry_out(dry_run=dry_run)


class _Run:
    def __init__(
        self, workspace: Workspace, tree: ServiceTree, renaming: Renaming
    ) -> None:
        self._workspace = workspace
        self._tree = tree
        self._renaming = renaming
        self._texts = tree.read(workspace.spec_paths)
        self._records = load_renames((tree.read_own(RENAMES) or b"").decode())

    def carry_out(self, *, dry_run: bool) -> Renamed:
        """Work it out, and write it unless told otherwise."""
        before, edit = self._edit()
        new = {path: text.encode() for path, text in edit.texts.items()}
        after = self._check(new)
        if not after.is_valid:
            raise SpecFaulty(after)
        state, old_graph = self._in_step(before)
        manifest = self._tree.manifest()
        rendered, graph = render_workspace(self._workspace, after, self._tree, manifest)
        _refuse_other_meaning(old_graph, graph, edit)
        moved = move_tree(state, rendered, self._follow())
        self._refuse_taken(moved)
        merged = merge_tree(rendered, moved.base, moved.disk, moved.manifest, Merging())
        spec_changes = tuple(self._spec_changes(new))
        outcome = self._composed(merged, moved, state, spec_changes)
        outcome = refuse_lost_names(outcome, moved.unlisted)
        records, database = _record_database(edit.records, old_graph, graph)
        written: tuple[str, ...] = ()
        if not dry_run:
            written = self._tree.write(
                outcome,
                self._workspace.lock(new),
                ids_of(graph),
                self._own_edits(records, graph),
            )
        return Renamed(
            self._renaming,
            after,
            outcome,
            tuple(change.path for change in spec_changes),
            {old: new for old, new in sorted(moved.paths.items()) if old != new},
            tuple(sorted(moved.undecided, key=lambda each: (each[0], each[1].line))),
            database,
            written,
        )

    def _edit(self) -> tuple[Checked, SpecEdit]:
        """Give the spec before, and its texts afterwards."""
        before = self._check(self._texts)
        if before.spec is None or not before.is_valid:
            raise SpecFaulty(before)
        files = {path: (text or b"").decode() for path, text in self._texts.items()}
        before, files = self._before_by_hand(before, files)
        assert before.spec is not None
        edit = rename_in_spec(before.spec, files, self._renaming, self._records)
        return before, edit

    def _before_by_hand(
        self, checked: Checked, files: dict[str, str]
    ) -> tuple[Checked, dict[str, str]]:
        """Give the spec as it was before its owner renamed the part in it by hand, if so."""
        renaming, spec = self._renaming, checked.spec
        assert spec is not None
        back = replace(renaming, old=renaming.new, new=renaming.old, wire=True)
        if is_named(files, renaming, renaming.old) or not is_named(
            files, renaming, renaming.new
        ):
            return checked, files
        texts = dict(rename_in_spec(spec, files, back, self._records).texts)
        before = self._check({path: text.encode() for path, text in texts.items()})
        return (before, texts) if before.is_valid else (checked, files)

    def _check(self, texts: Texts) -> Checked:
        root = self._workspace.root
        return check_spec_texts(
            {name_file(root / path): text for path, text in texts.items()}
        )

    def _in_step(self, before: Checked) -> tuple[Before, ServiceGraph]:
        """Give the tree as generate would leave it, and what the spec means now."""
        tree, workspace = self._tree, self._workspace
        outcome, graph = merge_workspace(workspace, before, tree)
        manifest = tree.manifest()
        if outcome.conflicts or tree.read_conflicts(manifest):
            raise EditFault(
                "not-in-step",
                "the tree has conflicts that wait",
                "svcgen status lists them; resolve them, then rename",
            )
        rendered, _ = render_workspace(workspace, before, tree, manifest)
        disk = {change.path: change.after for change in outcome.changes}
        listed = {*disk, *manifest}
        unlisted = {
            path: text
            for tests in (False, True)
            for path, text in tree.read_unlisted(listed, tests=tests).items()
            if text is not None
        }
        rows = {row.path: row for row in outcome.rows}
        return Before(rendered, disk, rows, unlisted), graph

    def _follow(self) -> Callable[[str], str]:
        old = pointer(*self._renaming.path)
        new = pointer(*self._renaming.new_path)

        def follow(at: str) -> str:
            return new + at[len(old) :] if at == old or at.startswith(f"{old}/") else at

        return follow

    def _refuse_taken(self, moved: Moved) -> None:
        """Raise EditFault when a file of the owner's stands where one is to go."""
        new = set(moved.paths.values()) - set(moved.paths)
        for path, text in self._tree.read(sorted(new)).items():
            if text is not None:
                raise EditFault(
                    "already-there",
                    f"{path} is there already, and svcgen did not write it",
                    "move it elsewhere first",
                )

    def _spec_changes(self, new: Texts) -> Iterator[FileChange]:
        for path, text in sorted(new.items()):
            before = self._texts.get(path)
            if text != before:
                yield _change(path, before, text, "spec")

    def _composed(
        self,
        merged: MergeOutcome,
        moved: Moved,
        state: Before,
        spec: Iterable[FileChange],
    ) -> MergeOutcome:
        """Tell the way from what is on the disk to what a merge under new paths came to."""
        after = {change.path: change for change in merged.changes}
        listed = self._tree.manifest()
        gone = sorted((set(listed) | set(moved.paths)) - set(after))
        disk = self._tree.read([*after, *gone])
        changes = [
            replace(
                change,
                kind=_kind(disk[path], change.after),
                before=disk[path],
                reason="renamed" if change.after != disk[path] else change.reason,
            )
            for path, change in after.items()
        ]
        for path in gone:
            policy = listed[path].policy if path in listed else WritePolicy.MERGE
            kind = _kind(disk[path], None)
            changes.append(FileChange(kind, path, policy, disk[path], None, "renamed"))
        for path, text in moved.unlisted.items():
            if text != state.unlisted[path]:
                changes.append(_change(path, state.unlisted[path], text, "renamed"))
        changes.sort(key=lambda each: each.path)
        return replace(
            merged,
            changes=(*spec, *changes),
            base=self._bases(merged, moved, gone),
            rows=tuple(_with_prev(row, moved, listed) for row in merged.rows),
        )

    def _bases(
        self, merged: MergeOutcome, moved: Moved, gone: Iterable[str]
    ) -> dict[str, bytes | None]:
        wanted: dict[str, bytes | None] = {**moved.base, **merged.base}
        wanted.update(dict.fromkeys(gone))
        now = self._tree.read_base(wanted)
        return {path: text for path, text in wanted.items() if text != now[path]}

    def _own_edits(
        self, records: frozenset[Row], graph: ServiceGraph
    ) -> Iterator[Edit]:
        """Give the edits of the records: an id stays with its package under the new name."""
        before = self._tree.read_own(RENAMES)
        text = dump_renames(records).encode() or None
        if text != before:
            yield Edit(RENAMES, before, text)
        if self._renaming.kind in ("package", "push"):
            old = self._renaming.old
            rows = [row for row in self._tree.ids() if row.name != old]
            text = dump_ids([*rows, *ids_of(graph)]).encode()
            yield Edit(IDS, self._tree.read_own(IDS), text)


def _with_prev(
    row: ManifestRow, moved: Moved, listed: Mapping[str, ManifestRow]
) -> ManifestRow:
    """Keep the digest of the text before: a rename is no generation of the file."""
    for old, new in moved.paths.items():
        if new == row.path and old in listed:
            return row._replace(prev=listed[old].prev)
    return row


def _kind(before: bytes | None, after: bytes | None) -> ChangeKind:
    if before == after:
        return ChangeKind.KEEP
    if before is None:
        return ChangeKind.CREATE
    return ChangeKind.DELETE if after is None else ChangeKind.UPDATE


def _change(
    path: str, before: bytes | None, after: bytes | None, reason: str
) -> FileChange:
    kind = _kind(before, after)
    return FileChange(kind, path, WritePolicy.WRITE_ONCE, before, after, reason)


def _refuse_other_meaning(old: ServiceGraph, new: ServiceGraph, edit: SpecEdit) -> None:
    """Raise EditFault when a trigger leads elsewhere, because the new name means something already."""

    def named(name: str) -> str:
        return edit.commands.get(name, name)

    pairs = (
        ([named(each.name) for each in old.commands], [c.name for c in new.commands]),
        (
            [named(each.command) for each in old.handlers],
            [h.command for h in new.handlers],
        ),
        (
            [named(each.command) for each in old.schedules],
            [s.command for s in new.schedules],
        ),
        (
            [named(each.command) for each in old.packages],
            [p.command for p in new.packages],
        ),
        ([each.id for each in old.packages], [each.id for each in new.packages]),
    )
    if any(sorted(map(str, one)) != sorted(map(str, other)) for one, other in pairs):
        raise EditFault(
            "already-there",
            "the new name would tie together what was apart",
            "choose a name that no command, handler, schedule or package has",
        )


def _record_database(
    records: frozenset[Row], old: ServiceGraph, new: ServiceGraph
) -> tuple[frozenset[Row], tuple[Row, ...]]:
    """Put on record what migrations have to rename."""
    before = records
    tables: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    for one, other in zip(old.entities, new.entities, strict=True):
        tables[one.table] = other.table
        pairs = zip(one.columns, other.columns, strict=True)
        columns[other.table] = {a.column: b.column for a, b in pairs}
        for a, b in zip(one.relations, other.relations, strict=True):
            # a link table is seen from both of its ends, and is one all the same
            if a.link is not None and b.link is not None and a.link.through is None:
                tables[a.link.table] = b.link.table
                names = {a.link.left: b.link.left, a.link.right: b.link.right}
                columns.setdefault(b.link.table, {}).update(names)
    for table, name in tables.items():
        if table != name:
            records = rename_table(records, table, name)
    for table, names in columns.items():
        records = rename_columns(records, table, names)
    return records, tuple(sorted(records - before))
