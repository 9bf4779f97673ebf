"""The ceilings of docs/decisions/0008; nothing is exempt by comment."""

import statistics

from tests.architecture.tree import (
    files_under,
    function_sizes,
    line_count,
    own_modules,
)

MODULE_LINES, LONG_MODULE_LINES, WIDE_MODULE_LINES = 400, 300, 600
MEDIAN_LINES, LONG_SHARE = 120, 0.10
FUNCTION_LINES, PARAMETERS = 40, 5
TEMPLATE_LINES, EMITTED_LINES = 150, 200
WIDE = ("tests/", "generator/svcgen/diagnostics/catalogue")


def test_no_module_is_too_long() -> None:
    """A module has at most 400 lines; the diagnostics catalogue and tests at most 600."""
    too_long = [
        f"{path}: {lines}"
        for path in own_modules()
        if (lines := line_count(path))
        > (WIDE_MODULE_LINES if path.startswith(WIDE) else MODULE_LINES)
    ]
    assert not too_long, "\n".join(too_long)


def test_most_modules_are_short() -> None:
    """Half of what is shipped has at most 120 lines a module, nine in ten at most 300."""
    shipped = [p for p in own_modules() if p.startswith(("generator/", "runtime_lib/"))]
    lengths = [line_count(path) for path in shipped]
    long = [length for length in lengths if length > LONG_MODULE_LINES]
    assert statistics.median(lengths) <= MEDIAN_LINES
    assert len(long) <= len(lengths) * LONG_SHARE, sorted(long)


def test_no_function_is_too_long() -> None:
    """A function has at most 40 lines, its docstring included."""
    too_long = [
        f"{size.where}: {size.lines} lines"
        for path in own_modules()
        for size in function_sizes(path)
        if size.lines > FUNCTION_LINES
    ]
    assert not too_long, "\n".join(too_long)


def test_no_function_takes_too_much() -> None:
    """A function has at most 5 parameters, keyword-only ones included."""
    too_many = [
        f"{size.where}: {size.parameters} parameters"
        for path in own_modules()
        for size in function_sizes(path)
        if size.parameters > PARAMETERS
    ]
    assert not too_many, "\n".join(too_many)


def test_no_template_is_too_long() -> None:
    """A template has at most 150 lines."""
    lengths = {p: line_count(p) for p in files_under("templates", suffix=".jinja")}
    too_long = {path: n for path, n in lengths.items() if n > TEMPLATE_LINES}
    assert not too_long


def test_no_emitted_module_is_too_long() -> None:
    """An emitted Python file of the examples has at most 200 lines."""
    lengths = {p: line_count(p) for p in files_under("examples", suffix=".py")}
    too_long = {path: n for path, n in lengths.items() if n > EMITTED_LINES}
    assert not too_long
