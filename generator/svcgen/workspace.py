"""A service's folder as a run finds it: its spec files, its settings, and what they hash to."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from svcgen import __version__
from svcgen.artifacts.lock import Lock
from svcgen.resources import code_stamp, find

SPEC_FILE = "service.yaml"
SPEC_FOLDER = "spec"
LINE_LENGTHS = (79, 88, 100, 120)


class WorkspaceFault(Exception):
    """The folder is no service, or its settings are wrong; one line that says what to do."""


@dataclass(frozen=True)
class Workspace:
    """Where a service lives and how it wants to be generated ([tool.svcgen] in pyproject.toml).

    `command` is what was typed, for the history; `allow_dirty` is the leave to replace edits
    that git does not have; `as_new` says that what looks as if it had been renamed was not.
    """

    root: Path
    spec_paths: tuple[str, ...]
    templates: Path | None = None
    skeleton: str | None = None
    line_length: int = 88
    command: str = "generate"
    allow_dirty: bool = False
    as_new: bool = False

    @cached_property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for: the organisation's overrides, then svcgen's own."""
        own = find("templates")
        return (own,) if self.templates is None else (self.templates, own)

    def refreshed(self) -> Workspace:
        """Look for the spec's files again: a run that was waited for may have added some."""
        return replace(self, spec_paths=find_specs(self.root) or self.spec_paths)

    def lock(self, texts: Mapping[str, bytes | None] | None = None) -> Lock:
        """Tell what the tree would be generated from now.

        `texts` are files of the spec as they are to be, and not as they are on the disk; None
        is a file that goes.
        """
        given = texts or {}
        paths = [path for path in self.spec_paths if path not in given]
        spec = {path: spec_digest(self.root / path) for path in paths}
        for path, text in given.items():
            if text is not None:
                spec[path] = text_digest(text)
        overrides = folder_digest(self.templates) if self.templates is not None else ""
        settings = f"{self.line_length}:{self.skeleton or ''}:{overrides}"
        plain = self.line_length == 88 and not self.skeleton and not overrides
        return Lock(
            spec=spec,
            generator=__version__,
            templates=folder_digest(find("templates")),
            overrides="" if plain else sha256(settings.encode()).hexdigest(),
        )

    def stamp(self) -> str:
        """Name all that a rendered text depends on beside the graph."""
        return repr((self.lock().made_by, code_stamp()))


def find_workspace(root: Path) -> Workspace:
    """Look at a folder: service.yaml or spec/*.yaml, and [tool.svcgen].

    Raises WorkspaceFault when there is no spec or the settings are wrong.
    """
    paths = find_specs(root)
    if not paths:
        raise WorkspaceFault(
            f"no {SPEC_FILE} and no {SPEC_FOLDER}/ in {_shown(root)}; "
            "`svcgen new NAME` makes a service, -C DIR names another folder"
        )
    settings = _settings(root / "pyproject.toml")
    templates = _text(settings, "templates")
    length = settings.get("line_length", 88)
    if type(length) is not int or length not in LINE_LENGTHS:
        allowed = ", ".join(map(str, LINE_LENGTHS))
        raise WorkspaceFault(
            f"pyproject.toml: [tool.svcgen] line_length is one of {allowed}"
        )
    return Workspace(
        root=root,
        spec_paths=paths,
        templates=_folder(root, templates) if templates is not None else None,
        skeleton=_text(settings, "skeleton"),
        line_length=length,
    )


def find_specs(root: Path) -> tuple[str, ...]:
    """Give the spec's files, relative to the root and sorted; none when there is no spec."""
    if (root / SPEC_FILE).is_file():
        return (SPEC_FILE,)
    folder = root / SPEC_FOLDER
    files = (
        sorted((*folder.glob("*.yaml"), *folder.glob("*.yml")))
        if folder.is_dir()
        else []
    )
    return tuple(path.relative_to(root).as_posix() for path in files)


def spec_digest(path: Path) -> str:
    """Give the digest of a file of the spec; empty when it cannot be read, or is a symbolic link."""
    return "" if path.is_symlink() else file_digest(path)


def file_digest(path: Path) -> str:
    """Give the sha256 of a file, newlines as LF; empty when it cannot be read."""
    try:
        return text_digest(path.read_bytes())
    except OSError:
        return ""


def _unlinked(path: str, flags: int) -> int:
    """Open a file, but not where a symbolic link leads."""
    return os.open(path, flags | os.O_NOFOLLOW)


def text_digest(text: bytes) -> str:
    """Give the sha256 of a text, newlines as LF."""
    return sha256(text.replace(b"\r\n", b"\n")).hexdigest()


def folder_digest(folder: Path) -> str:
    """Give one sha256 for the files below a folder, by their relative paths and texts."""
    digest = sha256()
    for base, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(base) / name
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(bytes.fromhex(file_digest(path)))
    return digest.hexdigest()


def _settings(path: Path) -> dict[str, object]:
    try:
        with open(path, "rb", opener=_unlinked) as file:
            tool = tomllib.load(file).get("tool", {})
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        reason = (
            str(error)
            if isinstance(error, tomllib.TOMLDecodeError | OSError)
            else "it is no TOML in UTF-8"
        )
        raise WorkspaceFault(f"pyproject.toml: {reason}") from error
    found = tool.get("svcgen", {}) if isinstance(tool, dict) else tool
    if not isinstance(found, dict):
        raise WorkspaceFault("pyproject.toml: [tool.svcgen] is a table")
    unknown = sorted(set(found) - {"templates", "skeleton", "line_length"})
    if unknown:
        raise WorkspaceFault(
            f"pyproject.toml: [tool.svcgen] has no setting {unknown[0]}"
        )
    return found


def _text(settings: Mapping[str, object], key: str) -> str | None:
    found = settings.get(key)
    if found is not None and (not isinstance(found, str) or not found.strip()):
        raise WorkspaceFault(f"pyproject.toml: [tool.svcgen] {key} is a text")
    return found


def _folder(root: Path, written: str) -> Path:
    folder = root / written
    if not folder.is_dir():
        raise WorkspaceFault(
            f"pyproject.toml: [tool.svcgen] templates: {written} is no folder"
        )
    return folder


def _shown(root: Path) -> str:
    return "this folder" if root == Path() else str(root)
