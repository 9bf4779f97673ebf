"""Errors."""


class First(Exception):
    """First."""


class Second(Exception):
    """Second."""
