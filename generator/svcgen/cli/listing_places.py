"""Where things stand in emitted Python: the line of a class or function, and bodies not written."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

MARK, PACKAGES = "CommandNotWritten", "PkgID"


@lru_cache(maxsize=2048)
def _statements(text: str) -> tuple[ast.stmt, ...]:
    try:
        return tuple(ast.parse(text).body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def find_symbol(text: str, name: str) -> int | None:
    """Give the line on which a class or function of the module begins."""
    for node in _statements(text):
        if (
            isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.name == name
        ):
            return node.lineno
    return None


def find_handler(text: str, package: str) -> int | None:
    """Give the line of the function that handles a package, whatever its owner calls it."""
    for node in _statements(text):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(
            isinstance(each, ast.Attribute)
            and each.attr == package
            and isinstance(each.value, ast.Name)
            and each.value.id == PACKAGES
            for decorator in node.decorator_list
            for each in ast.walk(decorator)
        ):
            return node.lineno
    return None


def find_unwritten(text: str, class_name: str) -> int | None:
    """Give the line of `raise CommandNotWritten` in a command, None when its body is written."""
    for node in _statements(text):
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            return next(
                (line for each in ast.walk(node) for line in _raised(each)), None
            )
    return None


def find_body(text: str, class_name: str) -> int | None:
    """Give the line where the body of a command is written: its first statement."""
    for node in _statements(text):
        if isinstance(node, ast.ClassDef) and node.name == class_name:
            for each in node.body:
                if (
                    isinstance(each, ast.AsyncFunctionDef | ast.FunctionDef)
                    and each.name == "execute"
                ):
                    return each.body[-1].lineno
            return node.lineno
    return None


def _raised(node: ast.AST) -> Iterator[int]:
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(raised, ast.Name) and raised.id == MARK:
            yield node.lineno
