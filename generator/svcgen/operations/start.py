"""Starting a service: from a name and a spec to a tree that runs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from svcgen.artifacts.outcome import ChangeKind, FileChange, MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.load import Source, load_sources
from svcgen.load.source import name_file
from svcgen.naming import TomlLit, snake_case
from svcgen.pipeline import (
    Generated,
    SpecFaulty,
    check_spec_files,
    check_spec_texts,
    ids_of,
    merge_workspace,
)
from svcgen.resources import read_runtime_wheel
from svcgen.scaffold.example import example_names, move_package, read_example
from svcgen.spec import ServiceSpec
from svcgen.workspace import SPEC_FILE, Workspace
from svcgen.write import ServiceTree, open_tree
from svcgen.write.journal import STATE
from svcgen.write.tree import Opening, interrupted_run

FIRST_SPEC = """\
# yaml-language-server: $schema=.svcgen/service.schema.json
svcgen: 1
service:
  name: service
  description: A new service.

roles:
  editor: May change things.

entities:
  Note:
    description: A first thing to keep.
    plural: notes
    timestamps: true
    fields:
      text: {type: string, max_length: 500}
    operations:
      create: {roles: [editor], http: true}
      list: {public: true, http: true, filters: [text__contains], sort: [text]}
      get: {public: true, http: true}
      update: {roles: [editor], http: true}
      delete: {roles: [editor], http: true}
"""


class StartFault(Exception):
    """A service cannot be started so; one line that says what to do."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class NewService:
    """What is asked for: a name, where, and what to begin with."""

    name: str
    root: Path
    spec: Path | None = None
    example: str | None = None
    template: str | None = None
    git: bool = True
    command: str = "new"


def start_service(wanted: NewService, *, dry_run: bool = False) -> Generated:
    """Make a service's tree, with what an example's author wrote by hand, in one write.

    Raises StartFault, SpecFaulty and TreeFault; then nothing of it is left behind.
    """
    text, written = _beginning(wanted)
    spec = _name_service(text, wanted.name).encode()
    workspace = Workspace(wanted.root, (SPEC_FILE,), skeleton=wanted.template)
    with _opened(wanted, write=not dry_run) as tree:
        checked = check_spec_texts({name_file(wanted.root / SPEC_FILE): spec})
        if not checked.is_valid:
            raise SpecFaulty(checked)
        outcome, graph = merge_workspace(workspace, checked, tree)
        own = {SPEC_FILE: spec, **_runtime_wheel(), **written}
        outcome = _with_own(outcome, own)
        if wanted.template is not None:
            outcome = _with_own(outcome, _remembered(outcome, wanted.template))
        paths: tuple[str, ...] = ()
        if not dry_run:
            lock = workspace.lock({SPEC_FILE: spec})
            paths = tree.write(outcome, lock, ids_of(graph))
    if wanted.git and not dry_run:
        _init_git(wanted.root)
    return Generated(outcome, paths, checked, graph, tree.recovered)


def _beginning(wanted: NewService) -> tuple[str, dict[str, bytes]]:
    """Give the text of the spec to begin with, and the files that come along."""
    if wanted.example is not None:
        names = example_names()
        if wanted.example not in names:
            raise StartFault(
                f"there is no example {wanted.example[:40]!a}; there are {', '.join(names)}",
                2,
            )
        example = read_example(wanted.example)
        package = snake_case(wanted.name)
        moved = move_package(example.written, example.name, package)
        return example.spec, {path: text.encode() for path, text in moved.items()}
    if wanted.spec is None:
        return FIRST_SPEC, {}
    checked = check_spec_files([wanted.spec])
    if not checked.is_valid:
        raise SpecFaulty(checked)
    if wanted.spec.is_dir():
        raise StartFault(
            f"{wanted.spec} is a folder; begin with one file, and split it later"
        )
    return wanted.spec.read_text(encoding="utf-8-sig"), {}


@contextmanager
def _opened(wanted: NewService, *, write: bool) -> Iterator[ServiceTree]:
    """Open the folder, which is made when it is missing and must hold nothing yet.

    What an earlier `new` left here when it was killed is taken back first.
    """
    root = wanted.root
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise StartFault(f"{root} is there and is no folder; -o takes another one")
    interrupted = interrupted_run(root)
    again = interrupted is not None and interrupted.is_first
    how = Opening(write=write, back=again, create=True, command=wanted.command)
    if not again and not _is_empty(root):
        raise _occupied(root)
    with open_tree(root, how) as tree:
        # once more under the lock: another run may have been first
        if not _is_empty(root):
            raise _occupied(root)
        yield tree


def _is_empty(root: Path) -> bool:
    """Is there nothing but an empty repository, and what a killed run left of its stage?"""
    if not root.is_dir():
        return True
    left = {path.name for path in root.iterdir()} - {".git"}
    state = root / STATE
    return not left or (left == {STATE} and not any(map(_counts, state.iterdir())))


def _counts(path: Path) -> bool:
    return path.name not in ("cache", "lock-file", "stage")


def _occupied(root: Path) -> StartFault:
    return StartFault(
        f"{root} is not empty; -o takes another folder, `svcgen generate` works inside a service"
    )


def _with_own(outcome: MergeOutcome, texts: Mapping[str, bytes]) -> MergeOutcome:
    """Let an outcome write these, too: where it emits such a file, the owner has edited it."""
    emitted = {change.path for change in outcome.changes}
    changes = [
        replace(change, after=texts.get(change.path, change.after))
        for change in outcome.changes
    ]
    changes += [
        FileChange(ChangeKind.CREATE, path, WritePolicy.WRITE_ONCE, None, text, "own")
        for path, text in sorted(texts.items())
        if path not in emitted
    ]
    return replace(outcome, changes=tuple(changes))


def _runtime_wheel() -> dict[str, bytes]:
    """Give the runtime's wheel, which lies beside the service until it is published."""
    wheel = read_runtime_wheel()
    return {f"vendor/{wheel.name}": wheel.content}


def _remembered(outcome: MergeOutcome, template: str) -> dict[str, bytes]:
    """Let the service remember a skeleton that is not svcgen's own."""
    path = "pyproject.toml"
    texts = {change.path: change.after or b"" for change in outcome.changes}
    line = f"\n[tool.svcgen]\nskeleton = {TomlLit(template)}\n"
    return {path: texts.get(path, b"") + line.encode()}


def _init_git(root: Path) -> None:
    if (root / ".git").exists() or shutil.which("git") is None:
        return
    words = ["git", "init", "--quiet", "--", str(root)]
    subprocess.run(words, check=False, capture_output=True)  # noqa: S603


def _name_service(text: str, name: str) -> str:
    """Give a spec with another service name, every other byte as it was."""
    loaded = load_sources([Source("service.yaml", text)], ServiceSpec)
    span = loaded.document.span_of(("service", "name"))
    if loaded.document.value_at(("service", "name")) is None or not span.line:
        return text
    lines = text.splitlines(keepends=True)
    line = lines[span.line - 1]
    start, end = span.column - 1, span.end - 1
    lines[span.line - 1] = f"{line[:start]}{name}{line[end:]}"
    return "".join(lines)
