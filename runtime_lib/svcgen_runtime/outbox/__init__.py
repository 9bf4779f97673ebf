"""Messages that lose nothing: written with the work, sent after it, dealt with once."""

from svcgen_runtime.outbox.inbox import Inbox
from svcgen_runtime.outbox.keys import Once
from svcgen_runtime.outbox.outbox import Outbox, Waiting
from svcgen_runtime.outbox.relay import Relay, RelayOptions
from svcgen_runtime.outbox.rows import Staged
from svcgen_runtime.outbox.store import (
    Backlog,
    ClaimingStore,
    LockingStore,
    OutboxStore,
)
from svcgen_runtime.runtime_tables import INBOX, OUTBOX, RUNTIME_TABLES

__all__ = [
    "INBOX",
    "OUTBOX",
    "RUNTIME_TABLES",
    "Backlog",
    "ClaimingStore",
    "Inbox",
    "LockingStore",
    "Once",
    "Outbox",
    "OutboxStore",
    "Relay",
    "RelayOptions",
    "Staged",
    "Waiting",
]
