# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The roles of the service."""

from enum import StrEnum


class Role(StrEnum):
    """What a caller can be, as it stands in tokens."""

    GET_AUTHORS = "get-authors"  # May read authors.
    CREATE_AUTHOR = "create-author"  # May add authors.
    UPDATE_AUTHOR = "update-author"  # May change authors.
    DELETE_AUTHOR = "delete-author"  # May delete authors.
    ADMIN = "admin"  # May do what only the staff may.
