"""Values as literals: what is read back is what was given, whatever the value."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Self

from svcgen.naming.code import BadText, Code


class PyLit(Code):
    """A Python literal in ASCII, quoted as black does."""

    __slots__ = ()

    def __new__(cls, value: object) -> Self:
        """Write None, bool, int, float, str, bytes, and lists, tuples and mappings of them.

        Raises BadText for other types, and for infinity and NaN, which have no literal.
        """
        return cls._trusted(_python(value))


def _python(value: object) -> str:
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return float.__repr__(_finite(value))
    if isinstance(value, str):
        return _quote(ascii(str(value)))
    if isinstance(value, bytes):
        return "b" + _quote(bytes.__repr__(value)[1:])
    if isinstance(value, list):
        return f"[{', '.join(map(_python, value))}]"
    if isinstance(value, tuple):
        comma = "," if len(value) == 1 else ""
        return f"({', '.join(map(_python, value))}{comma})"
    if isinstance(value, Mapping):
        pairs = (f"{_python(key)}: {_python(item)}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"
    raise BadText(f"{type(value).__name__} has no literal")


def _quote(literal: str) -> str:
    """Turn '...' as repr gives it into "..." unless that needs more backslashes (black's rule)."""
    body = literal[1:-1]
    if '"' not in body and "\\" not in body:
        return f'"{body}"'
    if literal[0] == '"' or body.count('"') > body.count("\\'"):
        return literal
    swapped = re.sub(
        r"\\.|\"",
        lambda found: {'"': '\\"', "\\'": "'"}.get(found[0], found[0]),
        body,
    )
    return f'"{swapped}"'


_ENCODER = json.JSONEncoder(allow_nan=False)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise BadText(f"{value} has no literal")
    return value


def _json(value: object) -> str:
    try:
        return _ENCODER.encode(value)
    except (TypeError, ValueError) as error:
        raise BadText(str(error)) from None


class TsLit(Code):
    """A TypeScript (and JSON) literal in ASCII that is also safe inside HTML."""

    __slots__ = ()

    def __new__(cls, value: object) -> Self:
        """Write what JSON can hold; raises BadText for the rest.

        `<` is escaped, and so is all that is not ASCII (U+2028 and U+2029 too).
        """
        return cls._trusted(_typescript(value))


def _typescript(value: object) -> str:
    if isinstance(value, str | int):
        return _plain(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_typescript, value))}]"
    if isinstance(value, Mapping):
        pairs = (
            f"{_property(key)}: {_typescript(item)}" for key, item in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    return _plain(value)


def _plain(value: object) -> str:
    return _json(value).replace("<", "\\u003c").replace("\x7f", "\\u007f")


def _property(key: object) -> str:
    if not isinstance(key, str):
        raise BadText("the keys of a TypeScript object are text")
    # A key __proto__ would set the prototype; a computed key does not.
    return '["__proto__"]' if key == "__proto__" else _typescript(key)


def _wide(text: str) -> str:
    r"""Write surrogate pairs of JSON as \Uxxxxxxxx; raises BadText for a lone surrogate."""

    def widen(found: re.Match[str]) -> str:
        if found[0].startswith("\\u"):
            pair = json.loads(f'"{found[0]}"')
            if len(pair) != 1:
                raise BadText("a lone surrogate is no character")
            return f"\\U{ord(pair):08x}"
        return found[0]

    surrogates = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    lone = r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
    for found in re.finditer(rf"\\\\|{surrogates}|({lone})", text):
        if found[1]:
            raise BadText("a lone surrogate is no character")
    return re.sub(rf"\\\\|{surrogates}", widen, text).replace("\x7f", "\\u007f")


class YamlLit(Code):
    """A YAML value in ASCII, in the form of JSON."""

    __slots__ = ()

    def __new__(cls, value: object) -> Self:
        """Write what JSON can hold; raises BadText for the rest and for lone surrogates."""
        return cls._trusted(_wide(_json(value)))


class TomlLit(Code):
    """A TOML value in ASCII: a basic string, a number, a boolean or a list of them."""

    __slots__ = ()

    def __new__(cls, value: object) -> Self:
        """Write the value; raises BadText for null, tables and lone surrogates."""
        return cls._trusted(_toml(value))


def _toml(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str | bool | int | float):
        return _wide(_json(value))
    raise BadText(f"{type(value).__name__} is no TOML value")


class SqlName(Code):
    """A quoted SQL identifier (SQL:2016 delimited identifier)."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Quote a name of 1 to 63 bytes; raises BadText for another length or a control character."""
        if not 0 < len(text.encode("utf-8", "replace")) <= 63 or not text.isprintable():
            raise BadText("an SQL name has 1 to 63 bytes and no control characters")
        doubled = text.replace('"', '""')
        return cls._trusted(f'"{doubled}"')
