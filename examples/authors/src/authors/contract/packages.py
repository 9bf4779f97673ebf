# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The WebSocket packages, by number."""

from enum import IntEnum


class PkgID(IntEnum):
    """What travels over the WebSocket; a number never changes and is never reused."""

    GET_AUTHORS = 1  # List authors.
    GET_PAGINATED_BOOKS = 2  # List books.
    CREATE_AUTHOR = 3  # Add an author.
    GET_AUTHOR = 4  # Look up an author by its key.
    UPDATE_AUTHOR = 5  # Change some fields of an author.
    DELETE_AUTHOR = 6  # Delete an author.
    GET_STATUS = 7  # Tell whether the service is well.
    AUTHOR_ADDED = 100  # An author was added.
