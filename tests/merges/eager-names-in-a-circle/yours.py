"""Errors."""


class Second(Exception):
    """Second."""


class First(Second):
    """First."""
