"""Errors."""


class First(Exception):
    """First."""


class Second(First):
    """Second."""
