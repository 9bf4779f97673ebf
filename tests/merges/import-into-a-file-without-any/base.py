"""Books."""

LIMIT = 20
