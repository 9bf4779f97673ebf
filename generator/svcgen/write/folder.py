"""Files under one root, reached folder by folder so that no symbolic link leads out of it."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
import stat
from collections.abc import Callable
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar

from svcgen.artifacts.faults import PathRefused
from svcgen.write.system import System

_FOLDER = os.O_RDONLY | os.O_DIRECTORY
_OPEN_FOLDERS = 64
_CHUNK = 1 << 20
_LINK = "it is a symbolic link, which svcgen does not follow"


_P = ParamSpec("_P")
_T = TypeVar("_T")


def _names_path(
    method: Callable[Concatenate[Folder, str, _P], _T],
) -> Callable[Concatenate[Folder, str, _P], _T]:
    """Make an OSError tell the path below the root, and not the last component."""

    @functools.wraps(method)
    def named(self: Folder, path: str, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return method(self, path, *args, **kwargs)
        except OSError as error:
            error.filename = path
            raise

    return named


class Folder:
    """A root folder held open; paths are POSIX and relative to it.

    Methods raise PathRefused where a component is a symbolic link, and OSError otherwise.
    """

    def __init__(self, root: str, system: System) -> None:
        self.system = system
        self.root = system.open(root, _FOLDER)
        self._open: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # nothing is written through these, so nothing is lost when closing fails
        with contextlib.suppress(OSError):
            self.forget()
        with contextlib.suppress(OSError):
            self.system.close(self.root)

    def forget(self) -> None:
        """Close the folders kept open."""
        while self._open:
            self.system.close(self._open.popitem()[1])

    def parent(self, path: str, *, make: bool = False) -> tuple[int, str]:
        """Give the fd of the folder that `path` is in, and the last component."""
        folder, _, name = path.rpartition("/")
        return (self.folder(folder, make=make) if folder else self.root), name

    def folder(self, path: str, *, make: bool = False) -> int:
        """Give the fd of a folder, which stays this object's; makes it and those above on demand."""
        if path in self._open:
            return self._open[path]
        above, name = self.parent(path, make=make)
        try:
            fd = self.system.open(name, _FOLDER, at=above)
        except FileNotFoundError:
            if not make:
                raise
            self.system.mkdir(name, 0o777, at=above)
            fd = self.system.open(name, _FOLDER, at=above)
        except OSError as error:
            self._refuse_link(path, name, above, error)
            raise
        self._open[path] = fd
        return fd

    def trim(self) -> None:
        """Close folders when many are open; call where no fd from here is in use."""
        if len(self._open) > _OPEN_FOLDERS:
            self.forget()

    @_names_path
    def read(self, path: str) -> bytes | None:
        """Read a file; None when there is none."""
        self.trim()
        try:
            at, name = self.parent(path)
            fd = self.system.open(name, os.O_RDONLY | os.O_NONBLOCK, at=at)
        except FileNotFoundError:
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                raise PathRefused(path, _LINK) from error
            raise
        try:
            if not stat.S_ISREG(self.system.fstat(fd).st_mode):
                raise PathRefused(path, "it is not a regular file")
            return self._read_all(fd)
        finally:
            self.system.close(fd)

    @_names_path
    def mode(self, path: str) -> int | None:
        """Give the permission bits of a file; None when there is none."""
        try:
            at, name = self.parent(path)
            return stat.S_IMODE(self.system.stat(name, at=at).st_mode)
        except FileNotFoundError:
            return None

    @_names_path
    def size(self, path: str) -> int:
        """Give the bytes that a file has."""
        at, name = self.parent(path)
        return self.system.stat(name, at=at).st_size

    def exists(self, path: str) -> bool:
        """Tell whether the name is taken, also by a link that leads nowhere."""
        return self.mode(path) is not None

    def write_new(
        self, path: str, text: bytes, mode: int, *, exact: bool, sync: bool
    ) -> None:
        """Write a file that was not there; `exact` sets the mode whatever the umask is."""
        at, name = self.parent(path)
        fd = self.system.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode, at=at)
        try:
            rest = memoryview(text)
            while rest:
                rest = rest[self.system.write(fd, bytes(rest)) :]
            if exact:
                self.system.fchmod(fd, mode)
            if sync:
                self.system.fsync(fd)
        finally:
            self.system.close(fd)

    @_names_path
    def make(self, path: str, mode: int) -> bool:
        """Make a folder; tells whether it was not there."""
        at, name = self.parent(path)
        try:
            self.system.mkdir(name, mode, at=at)
        except FileExistsError:
            return False
        return True

    @_names_path
    def names(self, path: str) -> list[str]:
        """List a folder, sorted; empty when there is none."""
        try:
            return sorted(self.system.listdir(self.folder(path)))
        except FileNotFoundError:
            return []

    @_names_path
    def link(self, old: str, new: str) -> None:
        """Give a file a second name in a folder that is there."""
        at, old_name = self.parent(old)
        to, new_name = self.parent(new)
        self.system.link(old_name, new_name, at=at, to=to)

    @_names_path
    def move(self, old: str, new: str) -> None:
        """Move a file over another; makes the folders above the new place."""
        to, new_name = self.parent(new, make=True)
        at, old_name = self.parent(old)
        self.system.rename(old_name, new_name, at=at, to=to)

    @_names_path
    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""
        with contextlib.suppress(FileNotFoundError):
            at, name = self.parent(path)
            self.system.unlink(name, at=at)

    @_names_path
    def remove_folder(self, path: str) -> bool:
        """Remove a folder if it is there and empty; tells whether it is gone."""
        try:
            fd = self._open.pop(path, None)
            if fd is not None:
                self.system.close(fd)
            at, name = self.parent(path)
            self.system.rmdir(name, at=at)
        except FileNotFoundError:
            return True
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                return False
            raise
        return True

    @_names_path
    def sync(self, path: str) -> None:
        """Wait until the names in a folder are on the disk; "" is the root."""
        with contextlib.suppress(FileNotFoundError):
            self.system.fsync(self.folder(path) if path else self.root)

    def _read_all(self, fd: int) -> bytes:
        chunks: list[bytes] = []
        while chunk := self.system.read(fd, _CHUNK):
            chunks.append(chunk)
        return b"".join(chunks)

    def _refuse_link(self, path: str, name: str, at: int, error: OSError) -> None:
        """Raise PathRefused if the error comes from a symbolic link at `name`."""
        if error.errno not in (errno.ELOOP, errno.ENOTDIR):
            return
        with contextlib.suppress(FileNotFoundError):
            if stat.S_ISLNK(self.system.stat(name, at=at).st_mode):
                raise PathRefused(path, _LINK) from error
