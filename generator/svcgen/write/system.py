"""Every call to the operating system that the write stage makes, in one object.

Tests put a subclass in its place that fails or dies at a call of their choice.
"""

from __future__ import annotations

import fcntl
import os


class System:
    """The operating system; arguments are as in `os`, paths are relative to a folder's fd."""

    def open(
        self, name: str, flags: int, mode: int = 0o666, *, at: int | None = None
    ) -> int:
        """Open a file or folder; never follows a symbolic link at `name` unless `at` is None."""
        extra = os.O_CLOEXEC | (0 if at is None else os.O_NOFOLLOW)
        return os.open(name, flags | extra, mode, dir_fd=at)

    def close(self, fd: int) -> None:
        """Close."""
        os.close(fd)

    def read(self, fd: int, size: int) -> bytes:
        """Read at most `size` bytes."""
        return os.read(fd, size)

    def write(self, fd: int, text: bytes) -> int:
        """Write; tells how many bytes were."""
        return os.write(fd, text)

    def fsync(self, fd: int) -> None:
        """Wait until the disk has it."""
        os.fsync(fd)

    def sync_all(self, fd: int) -> None:
        """Wait until the disk has all of the file system that `fd` is on."""
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        if not hasattr(libc, "syncfs"):
            os.sync()
        elif libc.syncfs(fd):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))

    def fchmod(self, fd: int, mode: int) -> None:
        """Set permission bits."""
        os.fchmod(fd, mode)

    def truncate(self, fd: int) -> None:
        """Cut to nothing."""
        os.ftruncate(fd, 0)

    def stat(self, name: str, *, at: int) -> os.stat_result:
        """Look at a name without following it."""
        return os.stat(name, dir_fd=at, follow_symlinks=False)

    def fstat(self, fd: int) -> os.stat_result:
        """Look at what is open."""
        return os.fstat(fd)

    def listdir(self, fd: int) -> list[str]:
        """List a folder."""
        return os.listdir(fd)

    def mkdir(self, name: str, mode: int, *, at: int) -> None:
        """Make a folder."""
        os.mkdir(name, mode, dir_fd=at)

    def rmdir(self, name: str, *, at: int) -> None:
        """Remove an empty folder."""
        os.rmdir(name, dir_fd=at)

    def unlink(self, name: str, *, at: int) -> None:
        """Remove a file."""
        os.unlink(name, dir_fd=at)

    def rename(self, old: str, new: str, *, at: int, to: int) -> None:
        """Move over what is there, in one step."""
        os.rename(old, new, src_dir_fd=at, dst_dir_fd=to)

    def link(self, old: str, new: str, *, at: int, to: int) -> None:
        """Give a file a second name."""
        os.link(old, new, src_dir_fd=at, dst_dir_fd=to, follow_symlinks=False)

    def flock(self, fd: int) -> None:
        """Take the lock or raise BlockingIOError."""
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


SYSTEM = System()
