"""The text of imports: names taken out, names put in where the import rules want them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence

from svcgen.layout.imports import member_key, module_key
from svcgen.merge.python.bindings import Binding, bindings_in, bindings_of
from svcgen.merge.python.keys import DOC, IMPORT
from svcgen.merge.python.order import blank_lines
from svcgen.merge.python.pieces import Piece
from svcgen.merge.python.source import split_lines
from svcgen.merge.python.texts import WIDTH, text_at
from svcgen.merge.python.tiles import Block, Unit


def without_names(pieces: list[Piece], drop: Collection[Binding]) -> list[Piece]:
    """Take names out of the imports; statements that lose none stay as they are.

    The comments above a statement that goes stand above the next one.
    """
    result: list[Piece] = []
    above = ""
    for piece in pieces:
        left = tuple(name for name in piece.bound if name not in drop)
        if piece.bound and not left:
            above += piece.lead
            continue
        if len(left) < len(piece.bound):
            piece.core, piece.bound = _without(piece, left)
        if above.strip():
            piece.lead = above + blank_lines(piece.lead, 0, 0)
        elif piece.is_import and len(_gap(piece.lead)) < len(_gap(above)):
            piece.lead = _gap(above) + blank_lines(piece.lead, 0, 0)
        above = ""
        result.append(piece)
    return result


def add_import(pieces: list[Piece], binding: Binding, new: Block | None) -> list[Piece]:
    """Add a name to the imports: to the line of its module, or on a line of its own."""
    units = bindings_of(new)
    unit = units[binding]
    noted = bool(unit.comments or unit.lead_comments)
    for piece in pieces:
        if binding in piece.bound:
            return pieces
        if not noted and _takes(piece, binding):
            names = sorted(
                {*[n.name for n in piece.bound], binding.name}, key=member_key
            )
            below = _parted(piece.core)[1]
            line = _from_text(_indent(piece.core), binding.module, names)
            piece.core, piece.bound = line + below, (*piece.bound, binding)
            return pieces
    indent = next((_indent(piece.core) for piece in pieces), unit.indent)
    piece = Piece(IMPORT, IMPORT, None, "", f"{indent}{binding.shown}\n", (binding,))
    if noted:
        piece.lead = blank_lines(text_at(unit, unit.first, unit.start, indent), 0, 0)
        piece.core = text_at(unit, unit.start, unit.end, indent)
        piece.bound = tuple(bindings_in(unit.nodes))
    return _insert(list(pieces), piece, _sections(units))


def _line_key(binding: Binding) -> tuple[object, ...]:
    """Order the statements of a section: whole modules first, then by the module's name."""
    return bool(binding.name), module_key(binding.module), binding.alias or ""


def _takes(piece: Piece, binding: Binding) -> bool:
    """Tell whether a statement can take one more name."""
    if not piece.bound or not binding.name or binding.alias:
        return False
    if "#" in _parted(piece.core)[0]:
        return False
    return all(
        name.module == binding.module and name.name not in {"", "*"} and not name.alias
        for name in piece.bound
    )


def _without(
    piece: Piece, left: tuple[Binding, ...]
) -> tuple[str, tuple[Binding, ...]]:
    """Give a statement with fewer names; one with comments inside or a `;` is left alone."""
    statement, below = _parted(piece.core)
    code, sign, comment = statement.partition("#")
    if ";" in code or ("\n" in code and sign):
        return piece.core, piece.bound
    indent, module = _indent(statement), left[0].module
    tail = f"  {sign}{comment}" if sign else "\n"
    if not left[0].name:
        names = ", ".join(name.shown.removeprefix("import ") for name in left)
        return f"{indent}import {names}{tail}{below}", left
    head = f"from {module} import "
    items = [name.shown.removeprefix(head) for name in left]
    line = f"{indent}{head}{', '.join(items)}{tail}"
    return (line if sign else _from_text(indent, module, items)) + below, left


def _parted(core: str) -> tuple[str, str]:
    """Part the lines of a statement from the comments below it."""
    lines = split_lines(core)
    end = len(lines)
    while end > 1 and lines[end - 1].lstrip()[:1] in {"#", ""}:
        end -= 1
    return "".join(lines[:end]), "".join(lines[end:])


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


def _sections(units: Mapping[Binding, Unit]) -> list[set[str]]:
    """Give the modules of the new text's imports, section by section."""
    sections: list[set[str]] = []
    for name, unit in units.items():
        if not sections or (unit.lead[:1] == "\n" and name.module not in sections[-1]):
            sections.append(set())
        sections[-1].add(name.module)
    return sections


def _insert(pieces: list[Piece], piece: Piece, sections: list[set[str]]) -> list[Piece]:
    """Put a line of its own into its section, or make the section."""
    binding = piece.bound[0]
    number = next(i for i, mods in enumerate(sections) if binding.module in mods)
    runs = _runs(pieces)
    run = _run_for(binding, pieces, runs, sections[number])
    if run:
        key = _line_key(binding)
        at = next((i for i in run if _line_key(pieces[i].bound[0]) > key), run[-1] + 1)
        if at == run[0]:
            gap = _gap(pieces[at].lead)
            piece.lead, pieces[at].lead = gap + piece.lead, pieces[at].lead[len(gap) :]
        pieces.insert(at, piece)
        return pieces
    at = _section_start(binding, pieces, runs, sections[:number])
    if not at and pieces and pieces[0].key == DOC:
        at = 1
    piece.lead = ("\n" if at else "") + piece.lead
    if at < len(pieces) and pieces[at].is_import:
        pieces[at].lead = "\n" + blank_lines(pieces[at].lead, 0, 0)
    pieces.insert(at, piece)
    return pieces


def _section_start(
    binding: Binding,
    pieces: Sequence[Piece],
    runs: Sequence[list[int]],
    before: Sequence[set[str]],
) -> int:
    """Find where a section begins that is not there yet: behind those that come before it."""
    earlier = {module for section in before for module in section}
    at = 0
    for run in runs:
        modules = {name.module for i in run for name in pieces[i].bound}
        if modules & earlier or min(map(_kind, modules)) < _kind(binding.module):
            at = run[-1] + 1
    return at


def _runs(pieces: Sequence[Piece]) -> list[list[int]]:
    """Give the numbers of the imports, section by section as blank lines part them."""
    runs: list[list[int]] = []
    for number, piece in enumerate(pieces):
        if not piece.bound:
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
        if mates & {name.module for i in run for name in pieces[i].bound}:
            return run
    kind = _kind(binding.module)
    for run in runs:
        if kind < 2 and kind in {_kind(pieces[i].bound[0].module) for i in run}:
            return run
    return []
