"""The journal: what a run is about to do, so that the next one can end it or take it back."""

from __future__ import annotations

import json
from dataclasses import dataclass

from svcgen.artifacts.faults import TreeFault

STATE = ".svcgen"
STAGE = f"{STATE}/stage"
FORWARD = f"{STATE}/journal.json"
BACK = f"{STATE}/rollback.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Step:
    """One file: sha256 before and after, None where there is no file."""

    path: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """Steps in order, the folders that were made for them, outermost first, and for which command.

    The texts of step N lie in the stage as `new-N` and `old-N`.
    """

    steps: tuple[Step, ...]
    folders: tuple[str, ...]
    command: str = ""

    @property
    def is_first(self) -> bool:
        """Were there none of these files before?"""
        return all(step.old is None for step in self.steps)


def staged(kind: str, number: int) -> str:
    """Give the path of a step's text in the stage; `kind` is `new` or `old`."""
    return f"{STAGE}/{kind}-{number}"


def dump_journal(journal: Journal) -> bytes:
    """Write a journal."""
    steps = [[step.path, step.old, step.new] for step in journal.steps]
    value = {
        "format": _FORMAT,
        "command": journal.command,
        "steps": steps,
        "folders": journal.folders,
    }
    return json.dumps(value).encode()


def load_journal(text: bytes) -> Journal:
    """Read a journal; raises TreeFault when it is none of ours."""
    try:
        value = json.loads(text)
        if value["format"] != _FORMAT:
            raise ValueError(value["format"])
        steps = tuple(Step(_text(path), old, new) for path, old, new in value["steps"])
        folders = tuple(_text(path) for path in value["folders"])
        return Journal(steps, folders, _text(value.get("command", "")))
    except (ValueError, KeyError, TypeError) as error:
        message = "this journal cannot be read; restore the folder from git"
        raise TreeFault("journal-damaged", FORWARD, message) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
