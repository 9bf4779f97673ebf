# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The roles of the service."""

from enum import StrEnum


class Role(StrEnum):
    """What a caller can be, as it stands in tokens."""

    CLERK = "clerk"
    GUEST = "guest"
