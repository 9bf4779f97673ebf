"""The envelope: a message as it stands on the wire, before any broker's client.

Properties are those of AMQP 0-9-1's basic class; headers begin with `x-` except the
W3C `traceparent`. Every function here is pure, so golden frames hold it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from svcgen_runtime.fields import uuid7
from svcgen_runtime.messages.address import ServiceAddress, dead_queue, retry_queue
from svcgen_runtime.messages.message import Message

HeaderValue = str | int
Headers = Mapping[str, HeaderValue]

ATTEMPT = "x-attempt"
FIRST_FAILURE = "x-first-failure"
LAST_ERROR = "x-last-error"
ORIGIN_QUEUE = "x-origin-queue"
ORIGIN_TOPIC = "x-origin-topic"
ORIGIN_EXCHANGE = "x-origin-exchange"
TRACEPARENT = "traceparent"

CONTENT_TYPE = "application/json"
MAX_ERROR_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message on the wire. `exchange` "" is the default exchange.

    `mandatory` makes publishing fail when no queue takes the message.
    """

    exchange: str
    routing_key: str
    body: bytes
    message_id: str
    correlation_id: str
    timestamp: datetime
    type: str
    headers: Headers = field(default_factory=dict)
    mandatory: bool = False
    content_type: str = CONTENT_TYPE

    @property
    def attempt(self) -> int:
        """Which run this is, from 1; a message without the header is at its first."""
        value = self.headers.get(ATTEMPT, 1)
        return value if isinstance(value, int) and value > 0 else 1

    @property
    def topic(self) -> str:
        """The topic the message was first published under."""
        return str(self.headers.get(ORIGIN_TOPIC, self.routing_key))


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an envelope gets besides the message: who, when, and in which trace."""

    correlation_id: str
    now: datetime
    message_id: str = field(default_factory=lambda: str(uuid7()))
    traceparent: str = ""


def envelop(
    message: Message, address: ServiceAddress, stamp: Stamp, topic: str | None = None
) -> Envelope:
    """Return `message` as it leaves the service at `address`.

    `topic` replaces the message's own. Raises ValueError when neither is set.
    """
    routing_key = topic or message.message_topic
    if not routing_key:
        raise ValueError(f"{type(message).__name__} has no topic")
    headers: dict[str, HeaderValue] = {ATTEMPT: 1}
    if stamp.traceparent:
        headers[TRACEPARENT] = stamp.traceparent
    name, version = message.message_name, message.message_version
    return Envelope(
        exchange=address.exchange,
        routing_key=routing_key,
        body=message.__pydantic_serializer__.to_json(message),
        message_id=stamp.message_id,
        correlation_id=stamp.correlation_id or stamp.message_id,
        # AMQP's timestamp has no fraction of a second
        timestamp=stamp.now.astimezone(UTC).replace(microsecond=0),
        type=f"{address.service}.{name}.v{version}",
        headers=headers,
        mandatory=message.message_kind == "task",
    )


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a delivery failed, where and when."""

    queue: str
    error: str
    at: datetime


def for_retry(envelope: Envelope, failure: Failure, delay_ms: int) -> Envelope:
    """Return the copy that waits `delay_ms` milliseconds for its next run."""
    headers = _failed_headers(envelope, failure)
    headers[ATTEMPT] = envelope.attempt + 1
    return replace(
        envelope,
        exchange="",
        routing_key=retry_queue(failure.queue, delay_ms),
        headers=headers,
        mandatory=True,
    )


def for_dead_letters(envelope: Envelope, failure: Failure) -> Envelope:
    """Return the copy that goes to the dead letters, with the reason on it."""
    headers = _failed_headers(envelope, failure)
    headers[ATTEMPT] = envelope.attempt
    return replace(
        envelope,
        exchange="",
        routing_key=dead_queue(failure.queue),
        headers=headers,
        mandatory=True,
    )


def format_time(moment: datetime) -> str:
    """Return `moment` in RFC 3339, in UTC with a Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def describe_error(error: BaseException) -> str:
    """Return an exception as one line for the header: its type and text."""
    text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return clean_error(text)


def clean_error(text: str) -> str:
    """Return `text` on one line without control characters, at most 500 long."""
    line = " ".join(text.split())
    printable = "".join(sign for sign in line if sign.isprintable())
    return printable[:MAX_ERROR_CHARACTERS]


def _failed_headers(envelope: Envelope, failure: Failure) -> dict[str, HeaderValue]:
    headers = dict(envelope.headers)
    headers.setdefault(FIRST_FAILURE, format_time(failure.at))
    headers.setdefault(ORIGIN_TOPIC, envelope.routing_key)
    headers.setdefault(ORIGIN_EXCHANGE, envelope.exchange)
    headers[ORIGIN_QUEUE] = failure.queue
    headers[LAST_ERROR] = clean_error(failure.error)
    return headers
