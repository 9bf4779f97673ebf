"""The history: what each command wrote, so that it can be undone; never part of what is committed.

An entry is one file: a line of JSON, then the texts, compressed. Texts are kept by their
digests. A file that a command created needs none: what was before is nothing, and an edit
of it is kept whole.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from svcgen.artifacts.digest import sha256
from svcgen.artifacts.faults import TreeFault
from svcgen.write.folder import Folder
from svcgen.write.journal import STATE, Step
from svcgen.write.transaction import Edit

HISTORY = f"{STATE}/history"
MOST_ENTRIES = 100
MOST_BYTES = 64 * 1024 * 1024
_FORMAT = 1
_FASTEST = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that wrote: its words, when (UTC, ISO 8601), and every file before and after.

    `texts` are by sha256; `executable` are files that it removed and that could be executed.
    """

    number: int
    command: str
    time: str
    steps: tuple[Step, ...]
    executable: frozenset[str]
    texts: Mapping[str, bytes]

    @property
    def path(self) -> str:
        """Where the entry lies."""
        return entry_path(self.number)


def new_entry(folder: Folder, edits: Sequence[Edit], command: str) -> Edit:
    """Give the edit that records `edits`, to be carried out together with them."""
    texts: dict[str, bytes] = {}
    steps: list[Step] = []
    executable: list[str] = []
    for edit in edits:
        old = None if edit.before is None else sha256(edit.before)
        new = None if edit.after is None else sha256(edit.after)
        steps.append(Step(edit.path, old, new))
        if edit.before is not None and old is not None:
            texts[old] = edit.before
            # an edit by hand is merged against what the command wrote
            if edit.after is not None and new and not edit.path.startswith(STATE):
                texts[new] = edit.after
        if edit.after is None and (folder.mode(edit.path) or 0) & 0o100:
            executable.append(edit.path)
    taken = entry_numbers(folder)
    entry = Entry(
        (taken[-1] if taken else 0) + 1,
        command,
        datetime.now(UTC).isoformat(timespec="seconds"),
        tuple(steps),
        frozenset(executable),
        texts,
    )
    return Edit(entry.path, None, _dump(entry))


def entry_path(number: int) -> str:
    """Give the path of an entry."""
    return f"{HISTORY}/{number:06}"


def entry_numbers(folder: Folder) -> tuple[int, ...]:
    """Give the numbers of the entries, the oldest first."""
    names = folder.names(HISTORY)
    return tuple(int(name) for name in names if name.isascii() and name.isdigit())


def load_entry(number: int, text: bytes) -> Entry:
    """Read an entry; raises TreeFault when it is none, or not whole."""
    try:
        head, _, body = text.partition(b"\n")
        value = json.loads(head)
        if value["format"] != _FORMAT:
            raise ValueError(value["format"])
        steps = tuple(
            Step(_text(at), _digest(old), _digest(new))
            for at, old, new in value["steps"]
        )
        texts = dict(_texts(zlib.decompress(body), value["sizes"]))
        if not {step.old for step in steps} - {None} <= texts.keys():
            raise ValueError("texts")
        removed = frozenset(map(_text, value["executable"]))
        command, time = _text(value["command"]), _text(value["time"])
        return Entry(number, command, time, steps, removed, texts)
    except (ValueError, KeyError, TypeError, zlib.error, RecursionError) as error:
        message = "this entry of the history cannot be read; git has what was committed"
        raise TreeFault("history-damaged", entry_path(number), message) from error


def prune(folder: Folder) -> None:
    """Forget the oldest entries when there are many, or when they are large; never the last."""
    with contextlib.suppress(OSError):
        paths = list(map(entry_path, entry_numbers(folder)))
        sizes = [folder.size(path) for path in paths]
        while len(paths) > 1 and (len(paths) > MOST_ENTRIES or sum(sizes) > MOST_BYTES):
            folder.remove(paths.pop(0))
            del sizes[0]


def _dump(entry: Entry) -> bytes:
    value = {
        "format": _FORMAT,
        "command": entry.command,
        "time": entry.time,
        "steps": [[step.path, step.old, step.new] for step in entry.steps],
        "executable": sorted(entry.executable),
        "sizes": [len(text) for text in entry.texts.values()],
    }
    body = zlib.compress(b"".join(entry.texts.values()), _FASTEST)
    return json.dumps(value).encode() + b"\n" + body


def _texts(body: bytes, sizes: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    at = 0
    for size in sizes:
        text = body[at : at + size]
        if len(text) != size:
            raise ValueError(size)
        yield sha256(text), text
        at += size


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _digest(value: object) -> str | None:
    return None if value is None else _text(value)
