"""Codes for messages, handlers and schedules."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR, WARNING

FOREIGN_MESSAGE = Code(
    "foreign-message",
    ERROR,
    "{problem}",
    """A message of another service names that service, or the exchange it comes from.

What to do: name the other service: `from: accounts`.

Bad:   UserCreated: {from: {}, topic: user.created}
Good:  UserCreated: {from: accounts, topic: user.created}
""",
)

BAD_VERSION = Code(
    "bad-version",
    ERROR,
    "the version {version} {reason}",
    """A message keeps the versions before its own; the version of a service is three numbers.

What to do: correct the number.

Bad:   version: 1   previous: {2: ...}
Good:  version: 2   previous: {1: ...}
""",
)

TASK_WITHOUT_HANDLER = Code(
    "task-without-handler",
    ERROR,
    "no handler does the task '{name}'",
    """A task is done by exactly one handler; published to none, it would be refused.

What to do: add a handler, or make it an event.

Bad:   messages: {SendReceipt: {kind: task, ...}}
Good:  handlers: {send_receipt: {message: SendReceipt}}
""",
)

TASK_WITH_HANDLERS = Code(
    "task-with-handlers",
    ERROR,
    "the task '{name}' is done by a handler already",
    """A task is done by exactly one handler; two would each do it.

What to do: make it an event, or remove a handler.

Bad:   handlers: {a: {message: SendReceipt}, b: {message: SendReceipt}}
Good:  handlers: {a: {message: SendReceipt}}
""",
)

EVENT_WITHOUT_HANDLER = Code(
    "event-without-handler",
    WARNING,
    "no handler hears the event '{name}'",
    """Nothing of this service reacts to it. That may be meant: other services may.

What to do: add a handler, if one is missing.

Bad:   messages: {OrderPlaced: {topic: order.placed, ...}}
Good:  handlers: {count_sale: {message: OrderPlaced}}
""",
)

UNPUBLISHED_MESSAGE = Code(
    "unpublished-message",
    WARNING,
    "no command publishes '{name}', and no `from` says who does",
    """A handler waits for it, but nothing here publishes it.

What to do: name it in the `publishes` of a command, or say `from` whom it comes.

Bad:   messages: {UserCreated: {topic: user.created, ...}}
Good:  messages: {UserCreated: {from: accounts, topic: user.created, ...}}
""",
)

HANDLER_SOURCE = Code(
    "handler-source",
    ERROR,
    "a handler listens to one message, or to {{topic: pattern}}",
    """Neither or both were said.

What to do: name the message.

Bad:   message: {}
Good:  message: OrderPlaced
""",
)

MISSING_INPUT = Code(
    "missing-input",
    ERROR,
    "the input '{name}' of '{command}' is not given",
    """A handler fills the input of its command from fields of the message of the same names, and from
`map`; a schedule from `input`.

What to do: map it, or let it have a default.

Bad:   count: {message: UserCreated}
Good:  count: {message: UserCreated, map: {order_id: user_id}}
""",
)

BAD_ARGUMENT = Code(
    "bad-argument",
    ERROR,
    "the value for '{name}' does not fit: {reason}",
    """What a handler or schedule gives must be a value of the input.

What to do: correct the value, or map another field.

Bad:   input: {older_than: never}
Good:  input: {older_than: 2d}
""",
)

BAD_DURATION = Code(
    "bad-duration",
    ERROR,
    "'{key}' must be longer than nothing{reason}",
    """A time limit or an interval of nothing would never let anything happen.

What to do: write a time such as 30s.

Bad:   timeout: 0
Good:  timeout: 30s
""",
)

SCHEDULE_CLOCK = Code(
    "schedule-clock",
    ERROR,
    "a schedule has either `cron` or `every`",
    """Neither or both were said.

What to do: keep one of them.

Bad:   schedules: {tidy: {}}
Good:  schedules: {tidy: {every: 1h}}
""",
)

BAD_CRON = Code(
    "bad-cron",
    ERROR,
    "'{cron}' is no cron expression: {reason}",
    """Five fields: minute, hour, day, month, day of the week; or six, with the seconds last.

What to do: correct the expression.

Bad:   cron: "61 * * * *"
Good:  cron: "*/5 * * * *"
""",
)

BAD_TIMEZONE = Code(
    "bad-timezone",
    ERROR,
    "there is no time zone '{name}'",
    """Zones are named as in the IANA database.

What to do: correct the name.

Bad:   timezone: Europe/Berln
Good:  timezone: Europe/Berlin
""",
)
