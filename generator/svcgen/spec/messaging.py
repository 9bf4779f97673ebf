"""Messages, the handlers that consume them, and schedules."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, JsonValue

from svcgen.spec.base import Duration, ShortForm, SpecModel
from svcgen.spec.fields import FieldSpec


class MessageVersionSpec(SpecModel):
    """How a message looked in an earlier version."""

    fields: dict[str, FieldSpec]
    """Its fields then."""


class ForeignSpec(ShortForm):
    """Where another service's message comes from: its name, or {exchange, service}."""

    short_schema: ClassVar[dict[str, JsonValue]] = {"type": "string"}

    service: str | None = None
    """The service that publishes it."""
    exchange: str | None = None
    """The exchange, when it is not the one a service of this kind has."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a service's name."""
        return {"service": value} if isinstance(value, str) else value


class MessageSpec(SpecModel):
    """A message: an event that any number of handlers hear, or a task that one handler does."""

    description: str = ""
    """What it tells or asks for."""
    kind: Literal["event", "task"] = "event"
    """An event has any number of handlers, a task exactly one."""
    topic: str
    """The routing key: words joined by dots. A contract: it never changes."""
    version: int = Field(default=1, ge=1)
    """The version of its fields."""
    fields: dict[str, FieldSpec]
    """What it carries; an entity here is a reference."""
    previous: dict[int, MessageVersionSpec] = {}
    """Earlier versions that are still understood."""
    wire: str | None = None
    """Its type on the wire, when it is not its name; `svcgen rename` writes it."""
    from_: ForeignSpec | None = Field(default=None, alias="from")
    """Another service publishes it."""


class MessageSelector(ShortForm):
    """What a handler listens to: a message's name, or {topic: "order.*"}."""

    short_schema: ClassVar[dict[str, JsonValue]] = {"type": "string"}

    name: str | None = None
    """A message."""
    topic: str | None = None
    """A pattern: * is one word, # any number."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a message's name."""
        return {"name": value} if isinstance(value, str) else value


class RetrySpec(SpecModel):
    """When a failed message is tried again."""

    attempts: int = Field(default=5, ge=1, le=100)
    """How often in all."""
    first_delay: Duration = 1.0
    """The wait after the first failure."""
    factor: float = Field(default=2.0, ge=1)
    """What each further wait is multiplied by."""
    max_delay: Duration = 300.0
    """The longest wait."""
    jitter: bool = True
    """Spread the waits."""


class HandlerSpec(SpecModel):
    """A message triggers a command: the one of the handler's name unless `command` says otherwise."""

    message: MessageSelector
    """The message, or {topic: pattern}."""
    command: str | None = None
    """The command it triggers."""
    description: str = ""
    """Why."""
    map: dict[str, JsonValue] = {}
    """Input field to message field, or to a fixed value."""
    settle: Literal["auto", "manual"] = "auto"
    """manual: the command calls ack, nack, reject, retry or retry_later."""
    queue: str | None = None
    """The queue's name, shared by handlers that name the same one."""
    wire: str | None = None
    """What its queue and its workers know it by, when it is not its name; `svcgen rename` writes it."""
    timeout: Duration | None = None
    """The longest it may take."""
    concurrency: int | None = Field(default=None, ge=1, le=1000)
    """How many at once in one worker."""
    retry: RetrySpec | None = None
    """When a failed message is tried again."""
    group: str | None = None
    """A name to select handlers by, when a worker starts."""


class ScheduleSpec(SpecModel):
    """A clock triggers a command: the one of the schedule's name unless `command` says otherwise."""

    cron: str | None = Field(default=None, examples=["*/5 * * * *"])
    """Five fields, or six with the seconds last."""
    every: Duration | None = None
    """An interval, instead of cron."""
    command: str | None = None
    """The command it triggers."""
    description: str = ""
    """Why."""
    input: dict[str, JsonValue] = {}
    """What the command is given."""
    wire: str | None = None
    """What its queue and its workers know it by, when it is not its name; `svcgen rename` writes it."""
    timezone: str = "UTC"
    """The IANA zone the clock is read in."""
    overlap: Literal["skip", "queue", "allow"] = "skip"
    """What happens when the run before is not done."""
    misfire: Literal["skip", "once", "all"] = "once"
    """What happens with runs that were missed."""
    timeout: Duration | None = None
    """The longest a run may take."""
    group: str | None = None
    """A name to select schedules by."""
