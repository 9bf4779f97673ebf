"""Names that must be legal code: each type refuses what is not (BadName)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import ClassVar, Self

from svcgen.naming import reserved
from svcgen.naming.code import BadName, Code
from svcgen.naming.literals import TsLit
from svcgen.naming.words import (
    camel_case,
    kebab_case,
    pascal_case,
    screaming_case,
    snake_case,
)

LONGEST_WRITTEN = 40
"""Characters of a name that an author writes; what is derived from it may be twice as long."""
LONGEST_DERIVED = 80
MOST_REMEMBERED = 16384
"""Names of a kind that are found legal once and not looked at again."""

_SNAKE = r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*"

_BARE = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*", re.ASCII).fullmatch


def _dotted_case(text: str) -> str:
    return snake_case(text).replace("_", ".")


class Name(Code):
    """A name of one form; the constructor raises BadName when the text has another.

    A name is at most 80 characters, since names are derived from others (`create_author`);
    `check_name` holds what an author writes to 40.
    """

    __slots__ = ()
    pattern: ClassVar[str] = r"[A-Za-z][A-Za-z0-9_]*"
    form: ClassVar[str] = "ASCII letters, digits and _"
    taken: ClassVar[Mapping[str, str]] = reserved.PYTHON
    convert: ClassVar[Callable[[str], str]] = staticmethod(snake_case)
    _legal: ClassVar[dict[str, str]] = {}

    def __new__(cls, text: str) -> Self:
        """Accept a legal name; raises BadName, with the nearest legal name as a hint."""
        known = cls._legal.get(text)
        if isinstance(known, cls):
            return known
        fault = cls.fault(text, LONGEST_DERIVED)
        if fault is not None:
            raise fault
        if len(cls._legal) >= MOST_REMEMBERED:
            cls._legal.clear()
        name = cls._trusted(text)
        cls._legal[str(text)] = name
        return name

    def __init_subclass__(cls) -> None:
        """Let each kind remember by itself what is legal."""
        super().__init_subclass__()
        cls._legal = {}

    @classmethod
    def fault(cls, text: str, longest: int) -> BadName | None:
        """Tell what is wrong with a text as a name of this kind, or None."""
        if len(text) > longest:
            return BadName(text, f"is longer than {longest} characters")
        if not re.fullmatch(cls.pattern, text, re.ASCII):
            return BadName(text, f"is not written as {cls.form}", hint=cls._hint(text))
        if text in cls.taken:
            hint = f"try '{text}_'" if cls is TsIdent else ""
            return BadName(text, cls.taken[text], hint=hint, reserved=True)
        return None

    @classmethod
    def _hint(cls, text: str) -> str:
        plain = unicodedata.normalize("NFKD", text[: LONGEST_WRITTEN * 2])
        better = cls.convert(plain.encode("ascii", "ignore").decode("ascii"))
        legal = re.fullmatch(cls.pattern, better, re.ASCII) and better not in cls.taken
        return f"write '{better}'" if legal and better != text else ""


class Ident(Name):
    """A Python variable, function, module or attribute: `like_this`, no keyword, no dunder."""

    __slots__ = ()
    pattern = _SNAKE
    form = "like_this: lower-case ASCII letters, digits and single _"


class FieldName(Ident):
    """A field of a model: an Ident that pydantic, SQLModel and annotations do not need."""

    __slots__ = ()
    taken: ClassVar[Mapping[str, str]] = (
        reserved.PYTHON | reserved.FIELDS | reserved.PROTOTYPE
    )


class CommandName(Ident):
    """A function and a module of the emitted package: an Ident that is no built-in either."""

    __slots__ = ()
    taken: ClassVar[Mapping[str, str]] = (
        reserved.PYTHON | reserved.BUILTINS | reserved.PROTOTYPE
    )


class ClassName(Name):
    """A class: `LikeThis`, none that emitted code or its TypeScript twin imports."""

    __slots__ = ()
    pattern = r"[A-Z][A-Za-z0-9]*"
    form = "LikeThis: ASCII letters and digits, beginning with a capital"
    taken: ClassVar[Mapping[str, str]] = reserved.PYTHON | reserved.CLASSES
    convert: ClassVar[Callable[[str], str]] = staticmethod(pascal_case)


class ConstName(Name):
    """A constant, a package or a push: `LIKE_THIS`."""

    __slots__ = ()
    pattern = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
    form = "LIKE_THIS: capitals, digits and single _"
    convert: ClassVar[Callable[[str], str]] = staticmethod(screaming_case)


class EnumMember(ConstName):
    """A member of a Python enum; the wire value is written apart from it."""

    __slots__ = ()
    taken: ClassVar[Mapping[str, str]] = reserved.PYTHON | reserved.ENUM


class DottedName(Name):
    """A module: `bookshop.extensions`; every part is a legal name and no keyword."""

    __slots__ = ()
    pattern = r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*"
    form = "package.module"

    @classmethod
    def fault(cls, text: str, longest: int) -> BadName | None:
        """Tell what is wrong with the whole or with one of its parts."""
        found = super().fault(text, max(longest, LONGEST_DERIVED * 2))
        if found is not None:
            return found
        for part in re.split(r"[.:]", text):
            if part in reserved.PYTHON or part.startswith("__"):
                why = reserved.PYTHON.get(part, "it is a private name of Python")
                return BadName(part, why, reserved=True)
        return None


class ObjectPath(DottedName):
    """Something in a module: `bookshop.payments:PaymentGateway`."""

    __slots__ = ()
    pattern = DottedName.pattern + r":[A-Za-z_][A-Za-z0-9_]*"
    form = "package.module:Name"


class TableName(Name):
    """A table or column; those that are there already may have capitals. At most 63 bytes."""

    __slots__ = ()
    pattern = r"[A-Za-z_][A-Za-z0-9_]{0,62}"
    form = "ASCII letters, digits and _, at most 63"
    taken: ClassVar[Mapping[str, str]] = {}


class WireName(Name):
    """A role, a room, a queue or an error code on the wire: `like-this`, `like_this`, `like.this`."""

    __slots__ = ()
    pattern = r"[a-z][a-z0-9]*(?:[-_.][a-z0-9]+)*"
    form = "like-this or like_this: lower-case ASCII letters and digits"
    taken: ClassVar[Mapping[str, str]] = reserved.PROTOTYPE
    convert: ClassVar[Callable[[str], str]] = staticmethod(kebab_case)


class TopicName(WireName):
    """A topic: words separated by dots, `order.placed`."""

    __slots__ = ()
    form = "like.this: lower-case ASCII words separated by dots"
    convert: ClassVar[Callable[[str], str]] = staticmethod(_dotted_case)


class TopicPattern(Name):
    """A binding pattern: a topic where `*` stands for one word and `#` for any number (AMQP 0-9-1)."""

    __slots__ = ()
    pattern = r"(?:[a-z0-9_-]+|\*|#)(?:\.(?:[a-z0-9_-]+|\*|#))*"
    form = "like.* or like.#"
    taken: ClassVar[Mapping[str, str]] = {}


class TsIdent(Name):
    """A variable, function or type in TypeScript that is no reserved word."""

    __slots__ = ()
    form = "likeThis: ASCII letters, digits and _"
    taken: ClassVar[Mapping[str, str]] = reserved.TYPESCRIPT
    convert: ClassVar[Callable[[str], str]] = staticmethod(camel_case)


class TsProperty(Code):
    """A property of an object or interface in TypeScript: bare when it may be, else quoted."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Write the property; raises BadName for `__proto__`, which is no ordinary property."""
        if text == "__proto__":
            raise BadName(text, reserved.PROTOTYPE[text], reserved=True)
        return cls._trusted(text if _BARE(text) else TsLit(text))


def check_name(kind: type[Name], text: str) -> BadName | None:
    """Hold a name that an author wrote to its kind and to 40 characters; None when it is fine."""
    return kind.fault(text, LONGEST_WRITTEN)
