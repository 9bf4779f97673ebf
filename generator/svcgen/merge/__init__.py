"""Deciding what becomes of every file: pure, and blind to the disk."""

from svcgen.merge.tree import merge_tree

__all__ = ["merge_tree"]
