"""The runtime's own tables, which stand beside a service's in its main database.

They have a MetaData of their own: a service's models do not know them, and what makes
tables (`migrate`, `dev`, tests) makes both.
"""

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

from svcgen_runtime.database.columns import UtcDateTime

RUNTIME_TABLES = MetaData()

OUTBOX = Table(
    "svcgen_outbox",
    RUNTIME_TABLES,
    # a UUID of version 7, so that this order is the order of publishing
    Column("message_id", String(36), primary_key=True),
    Column("exchange", Text, nullable=False),
    Column("routing_key", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("correlation_id", Text, nullable=False),
    Column("content_type", Text, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("mandatory", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("available_at", UtcDateTime, nullable=False, index=True),
    Column("claimed_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("last_error", Text),
    Column("idempotency_key", String(255), unique=True),
)
"""Messages that are committed and not yet sent.

`available_at` is when one may leave; `claimed_until` keeps it in the hands of one relay
where rows cannot be locked. A row goes when the broker has confirmed its message.
"""

INBOX = Table(
    "svcgen_inbox",
    RUNTIME_TABLES,
    Column("consumer", String(255), primary_key=True),
    Column("message_id", String(255), primary_key=True),
    Column("done_at", UtcDateTime, nullable=False, index=True),
)
"""Which messages a handler's committed transactions have dealt with."""

RUNS = Table(
    "svcgen_schedule_run",
    RUNTIME_TABLES,
    Column("schedule", String(255), primary_key=True),
    Column("slot", UtcDateTime, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("outcome", String(20), nullable=False),
    Column("error", Text),
)
"""One row for each schedule and slot: its key is the claim, then it tells of the run."""

SCHEDULES = Table(
    "svcgen_schedule",
    RUNTIME_TABLES,
    Column("schedule", String(255), primary_key=True),
    Column("known_since", UtcDateTime, nullable=False),
    Column("is_paused", Boolean, nullable=False),
)
"""What is known of each schedule: since when, so that nothing fires for before that."""
