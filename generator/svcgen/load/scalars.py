"""Plain scalars by the core schema of YAML 1.2, section 10.3: null, true, 12, 0x1f, 1.5, and text."""

from __future__ import annotations

import math
import re
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
MOST_DIGITS = 40


class BadNumberError(ValueError):
    """A number that is infinite, no number, or too long to be kept exactly."""


def resolve_scalar(text: str) -> Scalar:
    """Give the value of an unquoted scalar; raises BadNumberError.

    `NO`, `yes`, `on`, `12:30:45` and `2024-01-01` are text; `014` is fourteen.
    """
    if text in WORDS:
        return WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return int(_bounded(text))
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(_bounded(text), 0)
    if _FLOAT.fullmatch(text):
        return _finite(float(_bounded(text)))
    if _NOT_FINITE.fullmatch(text):
        raise BadNumberError
    return text


def has_leading_zero(text: str) -> bool:
    """Is it a number that other readers of YAML would take for octal?"""
    return _LEADING_ZERO.fullmatch(text) is not None


def _bounded(text: str) -> str:
    if len(text) > MOST_DIGITS:
        raise BadNumberError
    return text


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise BadNumberError
    return value
