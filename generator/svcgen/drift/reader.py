"""Reading many files fast, without ever following a symbolic link below the root."""

from __future__ import annotations

import os

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
_CHUNK = 1 << 18
_OPEN_FOLDERS = 200


class Reader:
    """Reads files below a root; OSError from the constructor when there is no such folder."""

    __slots__ = ("_folders", "_root")

    def __init__(self, root: str) -> None:
        self._root = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self._folders: dict[str, int] = {}

    def close(self) -> None:
        """Close every folder."""
        while self._folders:
            os.close(self._folders.popitem()[1])
        os.close(self._root)

    def read(self, path: str) -> bytes | None:
        """Read a file; None when there is no regular file that no link leads to."""
        folder, _, name = path.rpartition("/")
        if "\0" in path or name in ("", ".", ".."):
            return None
        try:
            fd = os.open(
                name, _FILE, dir_fd=self._folder(folder) if folder else self._root
            )
        except OSError:
            return None
        try:
            text = os.read(fd, _CHUNK)
            if len(text) == _CHUNK:
                while more := os.read(fd, _CHUNK):
                    text += more
        except OSError:
            return None
        finally:
            os.close(fd)
        return text

    def files_below(self, folder: str) -> list[str]:
        """List the files below a folder, relative to it; links are left out."""
        found: list[str] = []
        waiting = [""]
        while waiting:
            inner = waiting.pop()
            try:
                fd = self._folder(f"{folder}/{inner}".rstrip("/"))
                with os.scandir(fd) as entries:
                    for entry in entries:
                        path = f"{inner}/{entry.name}" if inner else entry.name
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(path)
                        elif entry.is_file(follow_symlinks=False):
                            found.append(path)
            except OSError:
                continue
        return found

    def write_aside(self, path: str, aside: str, text: bytes) -> None:
        """Write a file of no consequence, first under another name in its folder. Raises OSError."""
        folder, _, name = path.rpartition("/")
        other = aside.rpartition("/")[2]
        try:
            at = self._folder(folder)
        except FileNotFoundError:
            above, _, last = folder.rpartition("/")
            os.mkdir(last, dir_fd=self._folder(above))
            at = self._folder(folder)
        fd = os.open(other, _NEW, 0o666, dir_fd=at)
        try:
            os.write(fd, text)
        finally:
            os.close(fd)
        os.replace(other, name, src_dir_fd=at, dst_dir_fd=at)

    def _folder(self, path: str) -> int:
        fd = self._folders.get(path)
        if fd is not None:
            return fd
        if len(self._folders) > _OPEN_FOLDERS:
            while self._folders:
                os.close(self._folders.popitem()[1])
        above, _, name = path.rpartition("/")
        if name in ("", ".", ".."):
            raise FileNotFoundError(path)
        fd = os.open(name, _FOLDER, dir_fd=self._folder(above) if above else self._root)
        self._folders[path] = fd
        return fd
