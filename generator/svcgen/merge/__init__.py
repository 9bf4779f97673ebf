"""Deciding what becomes of every file: pure, and blind to the disk."""

from svcgen.merge.tree import Merging, merge_tree
from svcgen.merge.uses import loses_python, refuse_lost_names

__all__ = ["Merging", "loses_python", "merge_tree", "refuse_lost_names"]
