"""The text of imports: names taken out, names put in where the import rules want them."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from collections.abc import Collection, Sequence

from svcgen.merge.python.bindings import Binding, bindings_in, bindings_of
from svcgen.merge.python.keys import DOC, IMPORT
from svcgen.merge.python.order import blank_lines
from svcgen.merge.python.pieces import Piece
from svcgen.merge.python.texts import WIDTH, text_at
from svcgen.merge.python.tiles import Block

_DIGITS = re.compile(r"(\d+)")
_Key = tuple[object, ...]


def without_names(pieces: list[Piece], drop: Collection[Binding]) -> list[Piece]:
    """Take names out of the imports; statements that lose none stay as they are."""
    result: list[Piece] = []
    gap = ""
    for piece in pieces:
        names = _bound(piece)
        left = [name for name in names if name not in drop]
        if names and not left:
            gap = max(gap, _gap(piece.lead), key=len)
            continue
        if len(left) < len(names):
            piece.core = _without(piece, left)
        if gap and piece.is_import and len(_gap(piece.lead)) < len(gap):
            piece.lead = gap + piece.lead[len(_gap(piece.lead)) :]
        gap = ""
        result.append(piece)
    return result


def add_import(pieces: list[Piece], binding: Binding, new: Block | None) -> list[Piece]:
    """Add a name to the imports: to the line of its module, or on a line of its own."""
    unit = bindings_of(new)[binding]
    noted = bool(unit.comments or unit.lead_comments)
    for piece in pieces:
        names = _bound(piece)
        if binding in names:
            return pieces
        if not noted and _takes(piece, names, binding):
            plain = sorted({*[n.name for n in names], binding.name}, key=member_key)
            piece.core = _from_text(_indent(piece.core), binding.module, plain)
            return pieces
    indent = next((_indent(piece.core) for piece in pieces), unit.indent)
    piece = Piece(IMPORT, IMPORT, None, "", f"{indent}{binding.shown}\n")
    if noted:
        piece.lead = blank_lines(text_at(unit, unit.first, unit.start, indent), 0, 0)
        piece.core = text_at(unit, unit.start, unit.end, indent)
    return _insert(list(pieces), piece, binding, _sections([*bindings_of(new)], new))


def member_key(name: str) -> _Key:
    """Order what is imported from one module: constants, classes, the rest."""
    kind = 2 - name[:1].isupper() - (name.isupper() and len(name) > 1)
    return kind, _natural(name), name


def module_key(binding: Binding) -> _Key:
    """Order the statements of a section: whole modules first, then by the module's name."""
    alias = binding.alias or ""
    module = binding.module.lower()
    return bool(binding.name), _natural(module), binding.module, alias


def _natural(text: str) -> _Key:
    """Order digits by their value, as in `v2` before `v10`."""
    parts = [part for part in _DIGITS.split(text) if part]
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in parts)


def _takes(piece: Piece, names: Sequence[Binding], binding: Binding) -> bool:
    """Tell whether a statement can take one more name."""
    if not names or not binding.name or binding.alias or "#" in piece.core:
        return False
    return all(
        n.module == binding.module and n.name not in {"", "*"} and not n.alias
        for n in names
    )


def _bound(piece: Piece) -> list[Binding]:
    if not piece.is_import:
        return []
    return list(bindings_in(ast.parse(textwrap.dedent(piece.core)).body))


def _without(piece: Piece, left: list[Binding]) -> str:
    """Give a statement with fewer names; one with comments inside or a `;` is left alone."""
    body = ast.parse(textwrap.dedent(piece.core)).body
    code, sign, comment = piece.core.partition("#")
    if len(body) > 1 or ("\n" in code.strip() and sign):
        return piece.core
    indent = _indent(piece.core)
    tail = f"  {sign}{comment}" if sign else "\n"
    if isinstance(body[0], ast.Import):
        names = ", ".join(n.shown.removeprefix("import ") for n in left)
        return f"{indent}import {names}{tail}"
    head = f"from {left[0].module} import "
    names_left = [n.shown.removeprefix(head) for n in left]
    if sign:
        return f"{indent}{head}{', '.join(names_left)}{tail}"
    return _from_text(indent, left[0].module, names_left)


def _from_text(indent: str, module: str, names: Sequence[str]) -> str:
    flat = f"{indent}from {module} import {', '.join(names)}"
    if len(flat) <= WIDTH:
        return flat + "\n"
    step = "\t" if "\t" in indent else " " * 4
    items = "".join(f"{indent}{step}{name},\n" for name in names)
    return f"{indent}from {module} import (\n{items}{indent})\n"


def _indent(text: str) -> str:
    return text[: len(text) - len(text.lstrip(" \t"))]


def _gap(lead: str) -> str:
    """Give the blank lines that a lead begins with."""
    return lead[: len(lead) - len(blank_lines(lead, 0, 0))]


def _kind(module: str) -> int:
    top = module.partition(".")[0]
    if top == "__future__":
        return 0
    return 1 if top in sys.stdlib_module_names else 2


def _sections(names: Sequence[Binding], new: Block | None) -> list[set[str]]:
    """Give the modules of the new text's imports, section by section."""
    units = bindings_of(new)
    sections: list[set[str]] = []
    for name in names:
        unit = units[name]
        if not sections or (unit.lead[:1] == "\n" and name.module not in sections[-1]):
            sections.append(set())
        sections[-1].add(name.module)
    return sections


def _insert(
    pieces: list[Piece], piece: Piece, binding: Binding, sections: list[set[str]]
) -> list[Piece]:
    """Put a line of its own into its section, or make the section."""
    number = next(i for i, mods in enumerate(sections) if binding.module in mods)
    runs = _runs(pieces)
    run = _run_for(binding, pieces, runs, sections[number])
    if run:
        at = next(
            (i for i in run if module_key(_bound(pieces[i])[0]) > module_key(binding)),
            run[-1] + 1,
        )
        if at == run[0]:
            gap = _gap(pieces[at].lead)
            piece.lead, pieces[at].lead = gap + piece.lead, pieces[at].lead[len(gap) :]
        pieces.insert(at, piece)
        return pieces
    earlier = set().union(*sections[:number]) if number else set()
    at = 0
    for run in runs:
        modules = {b.module for i in run for b in _bound(pieces[i])}
        kinds = {_kind(module) for module in modules}
        if modules & earlier or min(kinds) < _kind(binding.module):
            at = run[-1] + 1
    if not at and pieces and pieces[0].key == DOC:
        at = 1
    piece.lead = ("\n" if at else "") + piece.lead
    if at < len(pieces) and pieces[at].is_import:
        pieces[at].lead = "\n" + pieces[at].lead[len(_gap(pieces[at].lead)) :]
    pieces.insert(at, piece)
    return pieces


def _runs(pieces: Sequence[Piece]) -> list[list[int]]:
    """Give the numbers of the imports, section by section as blank lines part them."""
    runs: list[list[int]] = []
    for number, piece in enumerate(pieces):
        if not piece.is_import:
            continue
        if not runs or _gap(piece.lead) or runs[-1][-1] != number - 1:
            runs.append([])
        runs[-1].append(number)
    return runs


def _run_for(
    binding: Binding,
    pieces: Sequence[Piece],
    runs: Sequence[list[int]],
    mates: set[str],
) -> list[int]:
    """Find the section that a module belongs to: where its mates are, or its kind is."""
    for run in runs:
        if mates & {b.module for i in run for b in _bound(pieces[i])}:
            return run
    kind = _kind(binding.module)
    for run in runs:
        if kind < 2 and kind in {_kind(_bound(pieces[i])[0].module) for i in run}:
            return run
    return []
