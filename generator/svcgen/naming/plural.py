"""English plurals, for what `svcgen add entity` proposes; the spec then says it, nothing is guessed twice."""

from __future__ import annotations

import re

from svcgen.naming.words import split_words

IRREGULAR = {
    "child": "children",
    "person": "people",
    "man": "men",
    "woman": "women",
    "foot": "feet",
    "tooth": "teeth",
    "goose": "geese",
    "mouse": "mice",
    "ox": "oxen",
    "die": "dice",
    "datum": "data",
    "medium": "media",
    "criterion": "criteria",
    "analysis": "analyses",
    "basis": "bases",
    "crisis": "crises",
    "diagnosis": "diagnoses",
    "thesis": "theses",
    "index": "indexes",
    "vertex": "vertices",
    "matrix": "matrices",
    "quiz": "quizzes",
    "leaf": "leaves",
    "shelf": "shelves",
    "half": "halves",
    "knife": "knives",
    "life": "lives",
    "wife": "wives",
    "hero": "heroes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "echo": "echoes",
}
SAME = frozenset({"sheep", "fish", "deer", "series", "species", "aircraft", "staff"})
UNCOUNTED = frozenset({"equipment", "information", "metadata", "news", "weather"})


def pluralise(name: str) -> str:
    """Give the plural of a name in snake case, its last word changed: `OrderLine` -> order_lines.

    A name that is its own plural gets `_list`, so that table and class can be told apart.
    """
    *before, last = split_words(name) or ("",)
    return "_".join([*before, _plural(last)])


def _plural(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in SAME or word in UNCOUNTED:
        return f"{word}_list"
    if re.search(r"(s|x|z|ch|sh)[0-9]*$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"
