"""Provenance: which symbol and spec node each line of an emitted file came from, and whose line it is."""

from svcgen.provenance.lines import LineOrigin, Rows, trace_text
from svcgen.provenance.owners import Line, pair_lines

__all__ = ["Line", "LineOrigin", "Rows", "pair_lines", "trace_text"]
