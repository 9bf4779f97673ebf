"""What a spec means: frozen values with references resolved, defaults filled and a fixed order."""

from svcgen.graph.service import ServiceGraph

__all__ = ["ServiceGraph"]
