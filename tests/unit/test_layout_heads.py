"""Heads of blocks that are too long: a spec with three roles once gave a test that did not parse."""

import ast

from svcgen.layout.layout import Layout

LONG = "running.http([Role.DELETE_AUTHOR, Role.ADMIN, Role.UPDATE_AUTHOR]) as client:"


def test_the_colon_of_a_long_head_is_never_put_into_parentheses() -> None:
    """A head that does not fit stays valid Python, and the formatter is asked."""
    layout = Layout()
    text = str(layout.statement("async with ", LONG, 4))
    ast.parse(f"async def f():\n    {text}\n        pass\n")
    assert not layout.certifies("short\n")


def test_a_head_that_fits_is_vouched_for() -> None:
    """A head that fits is left to no formatter."""
    layout = Layout()
    layout.statement("async with ", "running.http([]) as client:", 4)
    assert layout.certifies("short\n")
