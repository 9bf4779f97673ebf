# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The WebSocket packages, by number."""

from enum import IntEnum


class PkgID(IntEnum):
    """What travels over the WebSocket; a number never changes and is never reused."""

    CREATE_EVERYTHING = 1  # Add an everything.
    LIST_EVERYTHING = 2  # List everythings.
    GET_EVERYTHING = 3  # Look up an everything by its key.
    UPDATE_EVERYTHING = 4  # Change some fields of an everything.
    REPLACE_EVERYTHING = 5  # Replace all fields of an everything.
    DELETE_EVERYTHING = 6  # Delete an everything.
