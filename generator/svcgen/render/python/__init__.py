"""The views of emitted Python: from the graph to safe code, laid out."""
