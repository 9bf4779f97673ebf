"""Faults of form as diagnostics, at the right place and in the words of the spec."""

from __future__ import annotations

import re
from collections.abc import Mapping

from svcgen.diagnostics import Code, Diagnostic, closest
from svcgen.diagnostics.catalogue import CATALOGUE
from svcgen.diagnostics.catalogue.form import (
    BAD_VALUE,
    MISSING_KEY,
    UNKNOWN_KEY,
    WRONG_TYPE,
)
from svcgen.load.document import Document, Node, Path, describe
from svcgen.load.faults import KEY_MARK, Fault
from svcgen.load.model_keys import ModelKeys
from svcgen.naming import BadName

YES = frozenset({"yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})
NO = frozenset({"no", "No", "NO", "off", "Off", "OFF", "n", "N"})


def explain_fault(fault: Fault, document: Document, keys: ModelKeys) -> Diagnostic:
    """Turn a fault into a diagnostic with a hint."""
    if fault.kind == "extra_forbidden":
        return _unknown_key(fault, document, keys)
    if fault.kind == "missing":
        span = document.span_of(fault.path, key=True)
        key = fault.location[-1]
        return MISSING_KEY.at(span, key=key, where=_inside(fault.path))
    if fault.expected:
        return _wrong_type(fault, document)
    return _bad_value(fault, document)


def _unknown_key(fault: Fault, document: Document, keys: ModelKeys) -> Diagnostic:
    *_, key = fault.location
    span = document.span_of(fault.path, key=True)
    known = keys.at(fault.location[:-1])
    hint = closest(str(key), known)
    if not hint and known:
        hint = f"known keys: {', '.join(known)}" if len(known) <= 12 else ""
    return UNKNOWN_KEY.at(span, key=key, where=_inside(fault.path[:-1]), hint=hint)


def _wrong_type(fault: Fault, document: Document) -> Diagnostic:
    is_key = fault.location[-1:] == (KEY_MARK,)
    value: Node = fault.path[-1] if is_key else document.value_at(fault.path)
    kinds = [
        kind
        for kind in fault.expected
        if kind != "a whole number" or "a number" not in fault.expected
    ]
    expected = " or ".join(kinds)
    return WRONG_TYPE.at(
        document.span_of(fault.path, key=is_key),
        expected=expected,
        where=_of(fault.path),
        found=describe(value),
        hint=_hint_for_type(fault.expected, value),
    )


def _hint_for_type(expected: tuple[str, ...], value: Node) -> str:
    if "true or false" in expected and isinstance(value, str):
        if value in YES or value in NO:
            return f"write {str(value in YES).lower()}: '{value}' is text in YAML 1.2"
        if value in ("true", "false"):
            return f"write {value} without quotes"
    if "text" in expected and isinstance(value, bool | int | float):
        written = str(value).lower() if isinstance(value, bool) else str(value)
        return f'write "{written}" in quotes when text is meant'
    number = {"a whole number", "a number"} & set(expected)
    if number and isinstance(value, str) and re.fullmatch(r"-?[0-9.]{1,20}", value):
        return f"write {value} without quotes"
    return ""


def _bad_value(fault: Fault, document: Document) -> Diagnostic:
    span = document.span_of(fault.path, key=fault.location[-1:] == (KEY_MARK,))
    error = fault.context.get("error")
    if isinstance(error, BadName):
        return error.at(span)
    problem = fault.message.removeprefix("Value error, ")
    problem = problem.removeprefix("Input should ").replace("be a valid", "be a")
    if fault.message.startswith("Input should "):
        problem = f"it should {problem}"
    code: Code = CATALOGUE.get(fault.kind.replace("_", "-"), BAD_VALUE)
    hint = _hint_for_choice(fault.context, document.value_at(fault.path))
    return code.at(span, where=_of(fault.path), problem=problem, hint=hint)


def _hint_for_choice(context: Mapping[str, object], value: Node) -> str:
    choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    return closest(value, tuple(choices)) if isinstance(value, str) else ""


def _inside(path: Path) -> str:
    return f" in '{'.'.join(map(str, path))}'" if path else ""


def _of(path: Path) -> str:
    names = [str(element) for element in path if isinstance(element, str)]
    return f" for '{names[-1]}'" if names else ""
