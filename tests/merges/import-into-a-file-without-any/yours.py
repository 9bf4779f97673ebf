"""Books."""

LIMIT = 30
