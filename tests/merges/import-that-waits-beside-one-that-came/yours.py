"""D."""

from a.b import New, Old
# mine below

from c import d


def f(x: d) -> New:
    return x
