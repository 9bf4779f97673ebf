"""Text that is known to be source code."""

from svcgen.naming.code import Code

__all__ = ["Code"]
