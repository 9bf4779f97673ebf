"""Which paths a spec may lead to: plain ones, inside the root, apart on every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from svcgen.artifacts.faults import PathRefused

_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$")
_BAD_SIGNS = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_KEPT_FOLDERS = (".git", ".svcgen")


@dataclass(frozen=True, slots=True)
class PathClash:
    """Two planned paths that some file system takes for one (or a file under a file)."""

    first: str
    second: str


SCHEMA_COPY = ".svcgen/service.schema.json"
"""The one emitted file among svcgen's own: editors look it up beside the spec."""


def check_path(path: str) -> None:
    """Raise PathRefused unless `path` is a plain relative path that every system can hold."""
    problem = _refusal(path)
    if problem:
        raise PathRefused(path, problem)


@lru_cache(maxsize=65536)
def _refusal(path: str) -> str | None:
    """Say what is wrong with a path; each is asked about whenever it is read or written."""
    if not path or path.startswith("/"):
        return "it is not relative to the service's folder"
    parts = path.split("/")
    for part in parts:
        problem = _problem(part)
        if problem:
            return problem
    if _folded(parts[0]) in _KEPT_FOLDERS and path != SCHEMA_COPY:
        return "this folder is not for emitted files"
    return None


def find_clashes(paths: Iterable[str]) -> tuple[PathClash, ...]:
    """Find planned paths that are one path where case or Unicode form does not count."""
    files: dict[str, str] = {}
    clashes: list[PathClash] = []
    for path in sorted(paths):
        first = files.setdefault(_folded(path), path)
        if first != path:
            clashes.append(PathClash(first, path))
    for folded, path in files.items():
        parts = folded.split("/")
        for length in range(1, len(parts)):
            above = files.get("/".join(parts[:length]))
            if above is not None:
                clashes.append(PathClash(above, path))
    folders: dict[str, str] = {}
    for path in sorted(files.values()):
        parts = path.split("/")
        for length in range(1, len(parts)):
            folder = "/".join(parts[:length])
            first = folders.setdefault(_folded(folder), folder)
            if first != folder:
                clashes.append(PathClash(first, path))
    return tuple(clashes)


@lru_cache(maxsize=4096)
def _problem(part: str) -> str | None:
    if part in ("", ".", ".."):
        return f"it has the component {part!r}"
    if _BAD_SIGNS.search(part):
        return "it has a sign that file names cannot have everywhere"
    if _DEVICE.match(part):
        return f"{part!r} is the name of a device on Windows"
    if part.endswith((".", " ")) or part.startswith(" "):
        return "a component begins or ends with a space, or ends with a dot"
    if not _encodable(part) or len(part.encode()) > 255:
        return "a component is longer than 255 bytes, or no Unicode text"
    return None


def _encodable(part: str) -> bool:
    return part.isascii() or not any(0xD800 <= ord(sign) <= 0xDFFF for sign in part)


def _folded(path: str) -> str:
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
