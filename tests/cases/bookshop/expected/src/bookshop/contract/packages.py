# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The WebSocket packages, by number."""

from enum import IntEnum


class PkgID(IntEnum):
    """What travels over the WebSocket; a number never changes and is never reused."""

    GET_STATUS = 1
    GET_AUTHORS = 2  # List authors.
    CREATE_AUTHOR = 3  # Add an author.
    PLACE_ORDER = 4  # Reserve stock, charge the customer, announce the order.
    ORDER_UPDATED = 100
    CHAT_MESSAGE = 101
