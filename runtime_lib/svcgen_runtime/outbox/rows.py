"""Envelopes as rows of the outbox, and back."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping

from svcgen_runtime.messages.envelope import Envelope
from svcgen_runtime.outbox.keys import Once


@dataclass(frozen=True, slots=True)
class Staged:
    """A message of a unit of work: `available_at` is when it may leave, at the earliest."""

    envelope: Envelope
    created_at: datetime
    available_at: datetime
    once: Once | None = None


def to_row(staged: Staged) -> dict[str, object]:
    """Return the row of a message that has not been tried."""
    envelope = staged.envelope
    return {
        "message_id": envelope.message_id,
        "exchange": envelope.exchange,
        "routing_key": envelope.routing_key,
        "type": envelope.type,
        "correlation_id": envelope.correlation_id,
        "content_type": envelope.content_type,
        "headers": json.dumps(dict(envelope.headers), separators=(",", ":")),
        "body": envelope.body,
        "mandatory": envelope.mandatory,
        "created_at": staged.created_at,
        "available_at": staged.available_at,
        "attempts": 0,
        "idempotency_key": None if staged.once is None else staged.once.key,
    }


def to_envelope(row: RowMapping) -> Envelope:
    """Return the envelope of a row."""
    return Envelope(
        exchange=row["exchange"],
        routing_key=row["routing_key"],
        body=row["body"],
        message_id=row["message_id"],
        correlation_id=row["correlation_id"],
        # AMQP's timestamp has no fraction of a second
        timestamp=row["created_at"].replace(microsecond=0),
        type=row["type"],
        headers=json.loads(row["headers"]),
        mandatory=row["mandatory"],
        content_type=row["content_type"],
    )
