"""YAML text to a spec: as much of it as can be read, where every node stands, and faults of form."""

from svcgen.load.document import Document, Key, Node, Path
from svcgen.load.loader import Loaded, load_model, load_sources, load_spec, load_texts
from svcgen.load.source import Source

__all__ = [
    "Document",
    "Key",
    "Loaded",
    "Node",
    "Path",
    "Source",
    "load_model",
    "load_sources",
    "load_spec",
    "load_texts",
]
