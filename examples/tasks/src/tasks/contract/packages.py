# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The WebSocket packages, by number."""

from enum import IntEnum


class PkgID(IntEnum):
    """What travels over the WebSocket; a number never changes and is never reused."""

    GET_TASKS = 1  # List tasks.
    CREATE_TASK = 2  # Add a task.
    TASK_ADDED = 100  # A task was created.
    CHAT_MESSAGE = 101  # Somebody said something.
