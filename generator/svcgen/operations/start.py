"""Starting a service: from a name and a spec to a tree that runs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from svcgen.naming import TomlLit, snake_case
from svcgen.pipeline import (
    Generated,
    SpecFaulty,
    check_spec_files,
    generate,
    name_service,
)
from svcgen.resources import read_runtime_wheel
from svcgen.scaffold.example import example_names, move_package, read_example
from svcgen.workspace import SPEC_FILE, find_workspace

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


def start_service(wanted: NewService, *, dry_run: bool = False) -> Generated:
    """Make a service's tree, with what an example's author wrote by hand.

    Raises StartFault, SpecFaulty and TreeFault; then nothing of it is left behind.
    """
    _refuse_occupied(wanted.root)
    text, written = _beginning(wanted)
    with _made(wanted.root, keep=not dry_run) as root:
        (root / SPEC_FILE).write_text(name_service(text, wanted.name), encoding="utf-8")
        workspace = replace(find_workspace(root), skeleton=wanted.template)
        done = generate(workspace, dry_run=dry_run)
        if not dry_run:
            _write_own(root, written)
            _remember_skeleton(root, wanted.template)
            _vendor_runtime(root)
            if wanted.git:
                _init_git(root)
    return done


def _beginning(wanted: NewService) -> tuple[str, dict[str, str]]:
    """Give the text of the spec to begin with, and the files that come along."""
    if wanted.example is not None:
        names = example_names()
        if wanted.example not in names:
            raise StartFault(
                f"there is no example {wanted.example[:40]!a}; there are {', '.join(names)}",
                2,
            )
        example = read_example(wanted.example)
        return example.spec, move_package(
            example.written, example.name, snake_case(wanted.name)
        )
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


def _refuse_occupied(root: Path) -> None:
    if root.is_symlink() or (root.exists() and not root.is_dir()):
        raise StartFault(f"{root} is there and is no folder; -o takes another one")
    if root.is_dir() and any(root.iterdir()):
        raise StartFault(
            f"{root} is not empty; -o takes another folder, `svcgen generate` works inside a service"
        )


@contextmanager
def _made(root: Path, keep: bool) -> Iterator[Path]:
    """Make the folder; take it away again when something fails, or when it was only a trial."""
    first = next(
        (
            path
            for path in (*reversed(root.absolute().parents), root.absolute())
            if not path.exists()
        ),
        None,
    )
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise StartFault(
            f"{root}: {(fault.strerror or str(fault)).lower()}", 5
        ) from fault
    done = False
    try:
        yield root
        done = keep
    finally:
        if not done:
            for child in root.iterdir():
                (
                    shutil.rmtree(child)
                    if child.is_dir() and not child.is_symlink()
                    else child.unlink()
                )
            if first is not None:
                shutil.rmtree(first)


def _write_own(root: Path, written: dict[str, str]) -> None:
    for path, text in written.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _vendor_runtime(root: Path) -> None:
    """Put the runtime's wheel beside the service, until it is published."""
    wheel = read_runtime_wheel()
    folder = root / "vendor"
    folder.mkdir(exist_ok=True)
    (folder / wheel.name).write_bytes(wheel.content)


def _remember_skeleton(root: Path, template: str | None) -> None:
    """Let the service remember a skeleton that is not svcgen's own."""
    if template is not None:
        path = root / "pyproject.toml"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        path.write_text(
            f"{text}\n[tool.svcgen]\nskeleton = {TomlLit(template)}\n", encoding="utf-8"
        )


def _init_git(root: Path) -> None:
    if (root / ".git").exists() or shutil.which("git") is None:
        return
    words = ["git", "init", "--quiet", "--", str(root)]
    subprocess.run(words, check=False, capture_output=True)  # noqa: S603
