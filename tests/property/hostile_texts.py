"""Texts that would do harm if one were ever taken for code, each with a harmless twin of the same place."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final, Self

import yaml

from tests.support.hostile_specs import HOSTILE, Data

PY: Final = '__import__("builtins").__dict__.update(svcgen_canary=1)'
SH: Final = '__import__("os").system("touch svcgen-canary")'
JS: Final = "globalThis.__canary = 1"
BREAKS: Final = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ufefe\\uff00-\\uffff]"
)
STYLES: Final = ('"', "'", "|", ">", '"')
MARK: Final = re.compile(r"q\d+z")
CORPUS: Final = (
    *HOSTILE,
    f'"""\n{PY}\n"""',
    f"'''\n{PY}\n'''",
    f'\\"""\n{PY}\n"""',
    f'" + {PY} + "',
    f"' + {PY} + '",
    f"\r{PY}",
    f"\n{PY}\n",
    f"\n\n    {PY}",
    f"\x0c{PY}",
    f"\x0b{PY}\x1c{PY}\x1d\x1e",
    f"\x85{PY}\u2028{PY}\u2029{PY}",
    f"{{{PY}}}",
    f"{{{SH}}}",
    SH,
    "\0",
    "\0\0end",
    f"*/ {JS}; /*",
    f"*\\/ {JS}; /**",
    f'"; {JS}; //',
    f"'; {JS}; //",
    f"`; {JS}; `",
    "${" + JS + "}",
    "`${" + JS + "}`",
    f"\u2028{JS}\u2029",
    f"</script><script>{JS}</script>",
    f"--> <img src=x onerror='{JS}'>",
    f"[x](javascript:{JS})",
    "<https://example.org/evil>",
    "https://example.org/evil www.example.org ann@example.org",
    "![x](https://example.org/x.png)",
    "[x]: https://example.org",
    "# heading\n- item\n1. item\n> quote\n\n    code\n```sh\nrm -rf /\n```",
    "| a | b |\n|---|---|",
    "-*- coding: utf-7 -*-",
    "# vim: set fileencoding=rot13 :",
    "+AG8-+ADs-",
    "\ufeff# coding: utf-7",
    "{{ cycler.__init__.__globals__.os.system('true') }}",
    "{{ description_toml }}{{ 7*7 }}{# c #}{%- set x = 1 %}",
    "#{system('true')} <%= 1 %> $(touch x) `id` ; && ||",
    "]\nscripts = {x = 'os:system'}\n[tool.x]",
    "'''\n[tool.evil]\nx = 1\n'''",
    "- &a [*a]\n? x\n: y\n--- \n...\n!!python/object/apply:os.system ['true']",
    "\nRUN touch /x\nENTRYPOINT sh\n",
    "a:\n\t@touch x\n$(shell touch x)",
    "'); DROP TABLE authors; -- \"; COMMIT; $$ :name %s ?",
    "\u202e\u2066\u202dmirror\u2069\u200f",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f3f3\ufe0f e\u0301 \ufb01 \uff4f\uff53 \xaa",
    "\U000e0041\U000e0042 tags \U0010ffff \ue000",
    "\x1b[2J\x1b]0;title\x07",
    "\\ud800 \\x00 \\N{NULL} \\u2028 \\0 \\",
    "type: ignore # pragma: no cover # nosec # fmt: skip",
    "/* @ts-expect-error */ // @ts-nocheck @type {any} @internal",
    "__proto__ constructor prototype",
    "\t\t\ttabs\t",
    "   ",
    "x" * 5000,
    "word " * 400,
    '"' * 40,
    "\\" * 41,
    "`" * 9,
    "*" * 99 + "/",
)


class Hostile(str):
    """A text with its twin: `plain` has a word that occurs nowhere else where `words` stand."""

    __slots__ = ("mark", "plain", "words")
    mark: str
    plain: str
    words: str

    def __new__(cls, words: str, number: int, prefix: str = "") -> Self:
        """Make the text; `prefix` stands before the words in both twins."""
        text = super().__new__(cls, prefix + words)
        text.words, text.mark = words, f"q{number}z"
        # a text of white space alone counts as none at all: its twin is itself
        text.plain = prefix + (text.mark if words.strip() else words)
        return text


def gather(value: object) -> dict[str, str]:
    """Give the words of every hostile text in a spec, by their marks."""
    if isinstance(value, Hostile):
        return {value.mark: value.words}
    found: dict[str, str] = {}
    if isinstance(value, dict):
        for pair in value.items():
            found |= gather(pair[0]) | gather(pair[1])
    elif isinstance(value, list | tuple):
        for item in value:
            found |= gather(item)
    return found


def convert(value: object, change: Callable[[Hostile], str]) -> object:
    """Give a spec with every hostile text changed."""
    if isinstance(value, Hostile):
        return change(value)
    if isinstance(value, dict):
        return {
            convert(key, change): convert(item, change) for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [convert(item, change) for item in value]
    return value


def restore(text: str, words: dict[str, str]) -> str:
    """Put the hostile words where the twin has their marks."""
    return MARK.sub(lambda found: words.get(found[0], found[0]), text)


def squash(text: str) -> str:
    """Give what of a text must survive in prose: no white space, nothing invisible, no marks of syntax."""
    return "".join(c for c in text if c.isprintable() and c not in " \"'*/\\@.=")


def write_yaml(spec: Data, random: Random) -> str:
    """Write a spec as YAML, its texts in any of the styles that YAML has."""

    class Writer(yaml.CSafeDumper):
        def ignore_aliases(self, data: object) -> bool:
            return True

    def represent(writer: yaml.CSafeDumper, text: str) -> yaml.ScalarNode:
        style = random.choice(STYLES) if isinstance(text, Hostile) else None
        # a break that is none in YAML 1.2 is refused unless it is escaped: one in two hundred is not
        escaped = BREAKS.search(text) and random.random() > 0.005
        style = '"' if escaped or (style is None and BREAKS.search(text)) else style
        return writer.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)

    Writer.add_representer(str, represent)
    Writer.add_representer(Hostile, represent)
    unicode = random.random() < 0.5
    written: str = yaml.dump(
        spec, Dumper=Writer, allow_unicode=unicode, sort_keys=False, width=10_000
    )
    return written
