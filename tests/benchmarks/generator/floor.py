"""The floors: bare programs that do as much work on files as the generator, and know nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

RENDER = """
import json, os, sys
import jinja2

LINE = "    {{ line.name }}: {{ line.kind }} = Field({{ line.limit }})"
template = jinja2.Environment().from_string(
    "{% for line in lines %}" + LINE + chr(10) + "{% endfor %}"
)
files, bases = json.load(open(sys.argv[1]))
row = {"name": "a_name_of_a_field", "kind": "str | None", "limit": "max_length=200"}
out = sys.argv[2]
texts = {}
for folder in {os.path.dirname(path) for path, _ in (*files, *bases)}:
    os.makedirs(os.path.join(out, folder), exist_ok=True)
for path, size in files:
    text = template.render(lines=[row] * max(1, size // 58)).encode()
    texts[path] = text
for path, text in texts.items():
    with open(os.path.join(out, path), "wb") as file:
        file.write(text)
for path, of in bases:
    with open(os.path.join(out, path), "wb") as file:
        file.write(texts[of])
"""
"""Renders files from one template and writes them; copies of them are written beside (the bases)."""

HASH = """
import hashlib, json, os, sys

files, bases = json.load(open(sys.argv[1]))
root = sys.argv[2]
for path, _ in (*files, *bases):
    with open(os.path.join(root, path), "rb") as file:
        hashlib.sha256(file.read()).hexdigest()
"""
"""Hashes as many files."""

BASE = ".svcgen/base/"
_OWN = {"cache", "history", "lock-file"}


def emitted(root: Path) -> dict[str, int]:
    """Give the sizes of all files of a tree by path, but for what a run keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.stat().st_size
        for path in root.rglob("*")
        if path.is_file() and not _OWN & set(path.parts)
    }


def write_list(sizes: dict[str, int], paths: Iterable[str], target: Path) -> Path:
    """Write what a floor program has to render, and what it has to copy."""
    wanted = sorted(paths)
    files = [(path, sizes[path]) for path in wanted if not path.startswith(BASE)]
    known = {path for path, _ in files}
    bases = [
        (path, path.removeprefix(BASE))
        for path in wanted
        if path.startswith(BASE) and path.removeprefix(BASE) in known
    ]
    target.write_text(json.dumps([files, bases]))
    return target
