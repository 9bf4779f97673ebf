"""Text that is known to be source code."""


class Code(str):
    """A piece of source that may stand in a template as it is."""

    __slots__ = ()
