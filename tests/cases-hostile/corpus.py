"""Specs that nobody means well: name -> bytes, or a function that lays something out in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

HEAD = b"svcgen: 1\nservice: {name: shop}\n"
MIB = 1024 * 1024


def alias_bomb(levels: int, width: int) -> bytes:
    """Nested aliases that stand for width ** levels values."""
    rows = [b"a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        aliases = b", ".join([b"*a%d" % (level - 1)] * width)
        rows.append(b"a%d: &a%d [%s]" % (level, level, aliases))
    return HEAD + b"\n".join(rows) + b"\n"


def merge_bomb(levels: int) -> bytes:
    """Merge keys that merge merge keys."""
    rows = [b"m0: &m0 {k0: 1}"]
    for level in range(1, levels):
        merged = b", ".join([b"*m%d" % (level - 1)] * 7)
        rows.append(b"m%d: &m%d {<<: [%s]}" % (level, level, merged))
    return HEAD + b"\n".join(rows) + b"\n"


def alias_ladder(rungs: int) -> bytes:
    """Each alias one level deeper than the last."""
    rows = [b"r0: &r0 [x]"]
    rows += [b"r%d: &r%d [*r%d]" % (n, n, n - 1) for n in range(1, rungs)]
    return HEAD + b"\n".join(rows) + b"\n"


def faulty_entities(count: int) -> bytes:
    """Five faults an entity."""
    one = (
        b"  E%d:\n    plural: 5\n    timestamps: yes\n    fields: {name: {typ: string}}\n"
        b"    operatons: {}\n    id: uuid8\n"
    )
    return HEAD + b"entities:\n" + b"".join(one % n for n in range(count))


FILES: dict[str, bytes] = {
    "empty": b"",
    "spaces": b" \n\n   \n",
    "comments only": b"# nothing\n# here\n",
    "bom only": b"\xef\xbb\xbf",
    "nul": HEAD + b"\0",
    "binary": bytes(range(256)) * 4096,
    "elf": b"\x7fELF\x02\x01\x01" + b"\0" * 64,
    "utf-16 little": (HEAD.decode()).encode("utf-16"),
    "utf-16 big": b"\xfe\xff" + HEAD.decode().encode("utf-16-be"),
    "utf-16 without mark": HEAD.decode().encode("utf-16-le"),
    "utf-32": HEAD.decode().encode("utf-32"),
    "latin-1": HEAD + b"description: caf\xe9\n",
    "overlong utf-8": HEAD + b"a: \xc0\xaf\n",
    "surrogate utf-8": HEAD + b"a: \xed\xa0\x80\n",
    "cut utf-8": HEAD + b"a: \xf0\x9f\x98",
    "control": HEAD + b"a: \x07\n",
    "escape": HEAD + b"a: \x1b[2J\n",
    "delete": HEAD + b"a: \x7f\n",
    "next line": HEAD + "a: one\x85two\n".encode(),
    "line separator": HEAD + "a: one\u2028two\n".encode(),
    "inner mark": HEAD + "a: \ufeff\n".encode(),
    "12 MB": HEAD + b"a: " + b"x" * (12 * MIB),
    "100,000 open lists": b"[" * 100_000,
    "100,000 open maps": b"{a: " * 100_000,
    "mixed nesting": b"[{a: " * 100_000,
    "nesting over lines": b"[\n" * 100_000,
    "nesting with comments": b"[ # ]]]]\n" * 100_000,
    "nesting after a quote": b'"]" : ' + b"[" * 100_000,
    "five MiB of brackets": b"[" * (5 * MIB),
    "closed nesting": b"[" * 50_000 + b"]" * 50_000,
    "block lists": b"- " * 100_000 + b"x",
    "complex keys": b"? " * 100_000 + b"x",
    "stairs": b"\n".join(b" " * n + b"a:" for n in range(2000)),
    "wide list": HEAD + b"a: [" + b"1," * 1_000_000 + b"1]\n",
    "wide map": HEAD + b"".join(b"k%d: 1\n" % n for n in range(150_000)),
    "five MiB scalar": HEAD + b"a: " + b"x" * (4 * MIB) + b"\n",
    "five MiB key": HEAD + b"k" * (4 * MIB) + b": 1\n",
    "five MiB quoted": HEAD + b'a: "' + b"\\n" * (2 * MIB) + b'"\n',
    "five MiB comment": HEAD + b"#" * (4 * MIB) + b"\na: 1\n",
    "many digits": HEAD + b"a: " + b"9" * 1_000_000 + b"\n",
    "many hex digits": HEAD + b"a: 0x" + b"f" * 1_000_000 + b"\n",
    "infinity": HEAD + b"a: .inf\nb: 1e999\nc: .nan\n",
    "alias bomb": alias_bomb(9, 9),
    "alias bomb of texts": HEAD
    + b"a: &a "
    + b"x" * 100_000
    + b"\nb: ["
    + b"*a," * 5000
    + b"]\n",
    "alias ladder": alias_ladder(2000),
    "recursive alias": HEAD + b"a: &a [*a]\n",
    "unknown alias": HEAD + b"a: *nowhere\n",
    "alias as key": HEAD + b"a: &a [x]\n*a : 1\n",
    "merge bomb": merge_bomb(7),
    "merge key": HEAD + b"base: &b {x: 1}\nentities: {<<: *b}\n",
    "duplicate keys": HEAD + b"entities: {}\nentities: {}\n",
    "python object": HEAD + b"a: !!python/object/apply:os.system ['true']\n",
    "python name": HEAD + b"a: !!python/name:os.system\n",
    "own tag": HEAD + b"a: !thing 1\n",
    "binary tag": HEAD + b"a: !!binary aGk=\n",
    "tag directive": b"%TAG ! tag:yaml.org,2002:python/\n---\na: !name:os.system\n",
    "two documents": HEAD + b"---\na: 1\n",
    "10,000 documents": b"---\n1\n" * 10_000,
    "tab": b"svcgen: 1\nservice:\n\tname: shop\n",
    "open quote": HEAD + b'a: "never closed\n',
    "open block": HEAD + b"a: {b: 1\n",
    "colon soup": b":" * 100_000,
    "dash soup": b"-" * 100_000,
    "question soup": b"?\n" * 100_000,
    "anchor soup": b"&" * 100_000,
    "percent soup": b"%" * 100_000,
    "quote soup": b"'" * 100_001,
    "bar": b"|" * 100_000,
    "list": b"- svcgen\n",
    "text": b"just some words\n",
    "number": b"42\n",
    "keys of all kinds": HEAD + b"1: a\n1.5: b\ntrue: c\nnull: d\n[a]: e\n{a: 1}: f\n",
    "carriage returns": HEAD.replace(b"\n", b"\r") + b"a: 1\r",
    "hostile names": HEAD
    + b'entities: {"__proto__": {}, "\\u202eevil": {}, "a\\nb": {}}\n',
    "flow bracket": HEAD + b"commands: {a: {http: {method: GET, path: /x/{id}/y}}}\n",
    "5,000 faults": faulty_entities(1000),
    "20,000 unknown keys": HEAD + b"".join(b"zz%d: 1\n" % n for n in range(20_000)),
    "wrong everywhere": b"svcgen: [1]\nservice: 5\nroles: 1\nentities: []\ncommands: x\n",
}


def make_folder(path: Path) -> None:
    """A folder without a spec."""
    path.mkdir()


def make_pipe(path: Path) -> None:
    """A pipe that nobody writes into."""
    os.mkfifo(path)


def make_loop(path: Path) -> None:
    """A link to itself."""
    path.symlink_to(path)


def make_device(path: Path) -> None:
    """A link to a device that never ends."""
    path.symlink_to("/dev/zero")


def make_huge(path: Path) -> None:
    """A file of 100 MB that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(100 * MIB)


def make_nothing(path: Path) -> None:
    """No file at all."""


PLACES: dict[str, Callable[[Path], None]] = {
    "folder": make_folder,
    "pipe": make_pipe,
    "link to itself": make_loop,
    "endless device": make_device,
    "100 MB": make_huge,
    "missing": make_nothing,
}
