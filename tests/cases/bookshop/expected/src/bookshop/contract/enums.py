# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The enums of the service."""

from enum import IntEnum, StrEnum


class OrderStatus(StrEnum):
    """One of 4 values."""

    PENDING = "pending"
    PAID = "paid"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


class Priority(IntEnum):
    """One of 2 values."""

    LOW = 1
    HIGH = 9  # Now
