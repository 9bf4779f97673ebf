# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The enums of the service."""

from enum import StrEnum


class Genre(StrEnum):
    """One of 4 values."""

    NOVEL = "novel"
    POETRY = "poetry"
    DRAMA = "drama"
    ESSAY = "essay"
