"""D."""

from a.b import New

from c import d


def f(x: d) -> New:
    return x
