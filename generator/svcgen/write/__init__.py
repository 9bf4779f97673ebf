"""The only code that touches a service's tree."""

from svcgen.write.tree import ServiceTree, open_tree

__all__ = ["ServiceTree", "open_tree"]
