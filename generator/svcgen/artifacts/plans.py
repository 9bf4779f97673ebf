"""A plan of a run: every path with its digest before and its text after, as JSON.

A plan may have been on another machine in between, so nothing in it is believed: texts have
their digests, and paths are checked before they are written (docs/decisions/0030).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from svcgen.artifacts.digest import sha256
from svcgen.artifacts.faults import TreeFault

VERSION = 1


class PlanFault(TreeFault):
    """A plan that is none, or that was changed since it was made."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__("plan-damaged", "", f"{message}; make it again: svcgen plan")


@dataclass(frozen=True, slots=True)
class PlannedText:
    """One path: sha256 before, and the text after; None where there is no file.

    `kind` is create, update, delete or keep; `policy` is a write policy, or "own" for what
    svcgen keeps for itself.
    """

    path: str
    kind: str
    policy: str
    reason: str
    before: str | None
    after: bytes | None
    executable: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do to a tree, and the digests of the spec and lock that it came from.

    `conflicts` are (path, code, reason).
    """

    generator: str
    spec: Mapping[str, str]
    lock: str | None
    texts: tuple[PlannedText, ...]
    conflicts: tuple[tuple[str, str, str], ...]

    @property
    def exit_code(self) -> int:
        """0, or 1 when something is left for the owner to decide."""
        return 1 if self.conflicts else 0


def dump_plan(plan: Plan) -> str:
    """Write a plan; its schema is schemas/plan.schema.json."""
    value = {
        "version": VERSION,
        "generator": plan.generator,
        "spec": dict(sorted(plan.spec.items())),
        "lock": plan.lock,
        "texts": [_text_value(text) for text in plan.texts],
        "conflicts": [
            {"path": path, "code": code, "reason": reason}
            for path, code, reason in plan.conflicts
        ],
    }
    return json.dumps(value, indent=1) + "\n"


def load_plan(text: bytes) -> Plan:
    """Read a plan. Raises PlanFault when it is none, or when a text has not its digest."""
    try:
        value = json.loads(text)
        if value["version"] != VERSION:
            raise PlanFault(f"this plan has the version {value['version']!a:.20}")
        spec = {_word(path): _word(digest) for path, digest in value["spec"].items()}
        return Plan(
            _word(value["generator"]),
            spec,
            _digest(value["lock"]),
            tuple(_texts(value["texts"])),
            tuple(
                (_word(each["path"]), _word(each["code"]), _word(each["reason"]))
                for each in value["conflicts"]
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise PlanFault("this is no plan of svcgen") from error


def _text_value(text: PlannedText) -> dict[str, object]:
    value: dict[str, object] = {
        "path": text.path,
        "kind": text.kind,
        "policy": text.policy,
        "reason": text.reason,
        "before": text.before,
        "after": None if text.after is None else sha256(text.after),
    }
    if text.executable:
        value["executable"] = True
    if text.kind == "keep":
        value["after"] = text.before
    elif text.after is not None:
        try:
            value["text"] = text.after.decode("utf-8")
        except UnicodeDecodeError:
            value["base64"] = base64.b64encode(text.after).decode("ascii")
    return value


def _texts(values: list[dict[str, object]]) -> Iterator[PlannedText]:
    seen: set[str] = set()
    for value in values:
        path, kind = _word(value["path"]), _word(value["kind"])
        if path in seen or kind not in ("create", "update", "delete", "keep"):
            raise ValueError(path)
        seen.add(path)
        before, digest = _digest(value["before"]), _digest(value["after"])
        after = None if kind == "keep" else _after(value)
        if kind != "keep" and digest != (None if after is None else sha256(after)):
            raise PlanFault(
                f"the text of {path[:200]!a} is not the one that was planned"
            )
        executable = value.get("executable", False) is True
        words = _word(value["policy"]), _word(value["reason"])
        yield PlannedText(path, kind, *words, before, after, executable)


def _after(value: Mapping[str, object]) -> bytes | None:
    if "text" in value:
        return _word(value["text"]).encode("utf-8")
    if "base64" in value:
        try:
            return base64.b64decode(_word(value["base64"]), validate=True)
        except binascii.Error as error:
            raise ValueError("base64") from error
    return None


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _digest(value: object) -> str | None:
    return None if value is None else _word(value)
