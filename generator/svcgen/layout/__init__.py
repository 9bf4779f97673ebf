"""Laying out Python as the pinned formatter would, so that it need not run.

One `Layout` a file; see docs/decisions on the formatter for why this is worth its rules.
"""

from svcgen.layout.code import Laid
from svcgen.layout.layout import Layout

__all__ = ["Laid", "Layout"]
