"""Errors."""


class Second(Exception):
    """Second."""


class First(Exception):
    """First."""
