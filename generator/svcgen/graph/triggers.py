"""What triggers commands besides HTTP: messages, schedules, packages; and what is sent out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from svcgen.graph.commands import Access
from svcgen.graph.types import Field, Json, ObjectType


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """What a message was in an earlier version."""

    number: int
    body: ObjectType
    pointer: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message on the broker."""

    name: str
    snake: str
    kind: Literal["event", "task"]
    topic: str
    version: int
    body: ObjectType
    pointer: str
    description: str = ""
    exchange: str | None = None
    previous: tuple[EarlierVersion, ...] = ()
    wire: str = ""
    """Its type on the wire."""


@dataclass(frozen=True, slots=True)
class Retry:
    """When a failed message is tried again; delays in seconds."""

    attempts: int
    first_delay: float
    factor: float
    max_delay: float
    jitter: bool


@dataclass(frozen=True, slots=True)
class Argument:
    """Where a field of a command's input comes from: a field of the message, or a fixed value."""

    name: str
    source: str | None = None
    value: Json = None


@dataclass(frozen=True, slots=True)
class Handler:
    """A message, or every message whose topic fits a pattern, triggers a command."""

    name: str
    message: str | None
    topic: str | None
    command: str
    arguments: tuple[Argument, ...]
    settle: Literal["auto", "manual"]
    queue: str | None
    timeout: float | None
    concurrency: int | None
    retry: Retry | None
    group: str | None
    pointer: str
    description: str = ""
    wire: str | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A clock triggers a command."""

    name: str
    cron: str | None
    every: float | None
    command: str
    arguments: tuple[Argument, ...]
    timezone: str
    overlap: str
    misfire: str
    timeout: float | None
    group: str | None
    pointer: str
    description: str = ""
    wire: str | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """A WebSocket request: its number and the command it triggers."""

    name: str
    id: int
    command: str
    pointer: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Push:
    """What is sent to WebSocket clients unasked."""

    name: str
    class_name: str
    snake: str
    id: int
    body: ObjectType
    room: str | None
    pointer: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A group of sockets that hear the same pushes."""

    name: str
    constant: str
    key: tuple[Field, ...]
    join: Access
    pointer: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Socket:
    """A WebSocket endpoint of its own."""

    name: str
    path: str
    parameters: tuple[Field, ...]
    room: str | None
    access: Access
    receives: ObjectType
    command: str | None
    arguments: tuple[Argument, ...]
    """What the command takes of a frame and of the path."""
    frames: Access | None
    """Who may send frames, where the command's rule says more than the socket's."""
    pushes: tuple[str, ...]
    pointer: str
    description: str = ""
