# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The WebSocket packages, by number."""

from enum import IntEnum


class PkgID(IntEnum):
    """What travels over the WebSocket; a number never changes and is never reused."""

    ADD_AUTHOR = 1  # Add an author.
    LOOK_UP_AUTHOR = 2  # Look up an author by its key.
    CHANGE_AUTHOR = 3  # Change some fields of an author.
    CHANGE_BOOK = 4  # Change some fields of a book.
