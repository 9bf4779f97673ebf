"""The words of a name, and the ways of writing them."""

from __future__ import annotations

import re
from functools import lru_cache

# An acronym before a capitalised word, a word with its digits, an acronym with its digits, digits.
WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*|[0-9]+")


@lru_cache(maxsize=65536)
def split_words(name: str) -> tuple[str, ...]:
    """Give the words of a name in lower case: `HTTPRoute` -> http, route; `OrderV2` -> order, v2."""
    return tuple(word.lower() for word in WORD.findall(name))


def _words(names: tuple[str, ...]) -> list[str]:
    return [word for name in names for word in split_words(name)]


def snake_case(*names: str) -> str:
    """Write `like_this`; several names become one: `snake_case("create", "Author")`."""
    return "_".join(_words(names))


def kebab_case(*names: str) -> str:
    """Write `like-this`."""
    return "-".join(_words(names))


def screaming_case(*names: str) -> str:
    """Write `LIKE_THIS`."""
    return "_".join(_words(names)).upper()


def pascal_case(*names: str) -> str:
    """Write `LikeThis`; a name that is written so already keeps its spelling (`HTTPRoute`)."""
    return "".join(map(_pascal, names))


def _pascal(name: str) -> str:
    if re.fullmatch(r"[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*", name):
        return name
    return "".join(word.capitalize() for word in split_words(name))


def camel_case(*names: str) -> str:
    """Write `likeThis`."""
    first, *rest = _words(names) or [""]
    return first + "".join(word.capitalize() for word in rest)


def human_case(*names: str) -> str:
    """Write `like this`, for sentences."""
    return " ".join(_words(names))
