"""Three-way merge of Python by symbol: tiles and syntax trees of the standard library only."""

from svcgen.merge.python.merge import merge_python, symbol_states

__all__ = ["merge_python", "symbol_states"]
