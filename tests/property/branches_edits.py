"""Random edits of owners on two branches: each leaves words that are found again, or takes something out."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator, Sequence

Lines = list[str]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Edit = Callable[[random.Random, Lines, ast.Module, str], bool]
"""Changes lines by what stands in them, with a word of its own; tells whether it did."""


def edit_text(rng: random.Random, text: str, word: str) -> str:
    """Make one random edit; the text as it was where the edit has no place."""
    lines = text.split("\n")
    rng.choice(EDITS)(rng, lines, ast.parse(text), word)
    changed = "\n".join(lines)
    try:
        ast.parse(changed)
    except SyntaxError:
        return text
    return changed


def add_statement(
    rng: random.Random, lines: Lines, tree: ast.Module, word: str
) -> bool:
    """Put a statement before another in a body."""
    return _above(rng, lines, _inner(tree), f'_ = "{word}"')


def add_comment(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Put a comment above a statement in a body."""
    return _above(rng, lines, _inner(tree), f"# {word}")


def add_lead(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Put a comment above a class, a function or an attribute."""
    return _above(rng, lines, _members(tree), f"# {word}")


def end_comment(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Put a comment behind a statement."""
    ends = [node.end_lineno or node.lineno for node in _inner(tree)]
    if not ends:
        return False
    at = rng.choice(ends) - 1
    if "#" in lines[at] or '"""' in lines[at]:
        return False
    lines[at] += f"  # {word}"
    return True


def add_method(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Put a method at the end of a class, or a function at the end of the module."""
    name = word.replace("-", "_").lower()
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    if classes and rng.random() < 0.7:
        at = rng.choice(classes).end_lineno or 0
        new = [
            "",
            f"    def {name}(self) -> str:",
            f'        """{word}."""',
            '        return ""',
        ]
        lines[at:at] = new
    else:
        while lines and not lines[-1]:
            lines.pop()
        lines += [
            "",
            "",
            f"def {name}() -> str:",
            f'    """{word}."""',
            '    return ""',
            "",
        ]
    return True


def add_constant(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Put a constant above a class or a function of the module."""
    nodes = [node for node in tree.body if isinstance(node, Function | ast.ClassDef)]
    if not nodes:
        return False
    name = word.replace("-", "_").upper()
    at = _first(rng.choice(nodes)) - 1
    lines[at:at] = [f'{name} = "{word}"', "", ""]
    return True


def add_import(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Put an import among the others."""
    nodes = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    if not nodes:
        return False
    at = rng.choice(nodes).lineno - 1
    lines[at:at] = [f"import json as {word.replace('-', '_').lower()}"]
    return True


def take_out(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Take a function or method out that nothing was written into."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, Function)]
    plain = [
        node
        for node in nodes
        if node.name not in ("execute", "__init__", "running")
        and not any("-" in line and "W-" in line for line in _lines(lines, node))
    ]
    if len(nodes) < 2 or not plain:
        return False
    node = rng.choice(plain)
    del lines[_first(node) - 1 : node.end_lineno]
    return True


def change_text(rng: random.Random, lines: Lines, tree: ast.Module, word: str) -> bool:
    """Write a docstring anew."""
    found = [
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, Function | ast.ClassDef) and ast.get_docstring(node)
    ]
    docs = [node for node in found if node.lineno == node.end_lineno]
    plain = [node for node in docs if "W-" not in lines[node.lineno - 1]]
    if not plain:
        return False
    node = rng.choice(plain)
    lines[node.lineno - 1] = f'{" " * node.col_offset}"""{word}."""'
    return True


EDITS: Sequence[Edit] = (
    add_statement, add_statement, add_comment, add_comment, add_lead, add_lead,
    end_comment, add_method, add_constant, add_import, take_out, change_text,
)  # fmt: skip


def _above(
    rng: random.Random, lines: Lines, nodes: Sequence[ast.stmt], text: str
) -> bool:
    if not nodes:
        return False
    node = rng.choice(nodes)
    at = _first(node) - 1
    lines[at:at] = [f"{' ' * node.col_offset}{text}"]
    return True


def _inner(tree: ast.Module) -> list[ast.stmt]:
    """Give the statements of functions, docstrings left out."""
    return [
        statement
        for node in ast.walk(tree)
        if isinstance(node, Function)
        for statement in node.body[bool(ast.get_docstring(node)) :]
    ]


def _members(tree: ast.Module) -> list[ast.stmt]:
    """Give functions, classes, and what stands in classes, docstrings left out."""

    def members(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
        for node in body:
            if isinstance(node, Function | ast.ClassDef | ast.AnnAssign | ast.Assign):
                yield node
            if isinstance(node, ast.ClassDef):
                yield from members(node.body)

    return list(members(tree.body))


def _first(node: ast.stmt) -> int:
    if not isinstance(node, Function | ast.ClassDef):
        return node.lineno
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])


def _lines(lines: Lines, node: ast.stmt) -> Lines:
    return lines[_first(node) - 1 : node.end_lineno]
