"""Handlers of messages, as they are declared; nothing connects here."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypedDict, TypeVar, Unpack, cast

from svcgen_runtime.declared import collect, select
from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.messages.message import Message
from svcgen_runtime.messages.retry import LATER_STEPS_MS, Retry
from svcgen_runtime.messages.versions import Earlier, Upgrade, read_upgrades

Settle = Literal["auto", "manual"]
M = TypeVar("M", bound=Message)
HandlerFunction = Callable[[M], Awaitable[None]]
OnError = Callable[[Message, Exception], Awaitable[None]]

DEFAULT_RETRY = Retry()
REDELIVERY_LIMIT = 10
"""How often a message may come back without an answer before it is a dead letter."""


class HandlerOptions(TypedDict, total=False):
    """Options of `ConsumerRouter.handle`; each has a default.

    `name` is the handler's name on the wire (default: the function's), `queue` a queue
    shared with other handlers (default: the name), `topic` a binding pattern (default:
    the message's topic), `exchange` the exchange of a foreign message, in which
    `{environment}` is filled in. `timeout` is in seconds, None for none; `concurrency`
    counts runs at a time; `redelivery_limit` counts unanswered redeliveries. What is
    `idempotent` may run twice, and saves the record that keeps it from that. `on_error` is awaited with the message and
    the error of each failed run, in a unit of work of its own. `previous`
    are functions that make the message of one of its earlier versions, each annotated.
    """

    name: str
    queue: str
    topic: str
    exchange: str
    group: str
    retry: Retry
    timeout: float | None
    concurrency: int
    settle: Settle
    redelivery_limit: int
    idempotent: bool
    on_error: OnError
    previous: Sequence[Upgrade]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handler:
    """One declared handler. `topic` "" means that no binding leads to its queue.

    `earlier` are the versions that the functions of `previous` understand, by number.
    `is_single_active` lets only one consumer at a time have the queue.
    """

    function: HandlerFunction[Message]
    message: type[Message]
    name: str
    queue: str
    topic: str
    exchange: str = ""
    group: str = ""
    retry: Retry = DEFAULT_RETRY
    timeout: float | None = 30.0
    concurrency: int = 10
    settle: Settle = "auto"
    redelivery_limit: int = REDELIVERY_LIMIT
    idempotent: bool = False
    on_error: OnError | None = None
    is_single_active: bool = False
    previous: Sequence[Upgrade] = ()
    earlier: Mapping[int, Earlier] = field(init=False)

    def __post_init__(self) -> None:
        earlier = read_upgrades(self.message, self.previous)
        object.__setattr__(self, "earlier", earlier)
        if self.concurrency < 1:
            raise RuntimeFault(f"handler '{self.name}': concurrency is at least 1")
        if self.timeout is not None and self.timeout <= 0:
            raise RuntimeFault(f"handler '{self.name}': timeout is above 0 seconds")
        if self.redelivery_limit < 1:
            raise RuntimeFault(f"handler '{self.name}': redelivery_limit is at least 1")

    def steps_ms(self) -> tuple[int, ...]:
        """Return every delay, in milliseconds, that this handler's retries can take."""
        steps = set(self.retry.steps_ms())
        if self.settle == "manual":
            steps.update(LATER_STEPS_MS)
        return tuple(sorted(steps))


class ConsumerRouter:
    """Collects the handlers of one module. `group` is for all that name none."""

    def __init__(self, group: str = "") -> None:
        self.group = group
        self._handlers: list[Handler] = []

    @property
    def handlers(self) -> tuple[Handler, ...]:
        """What was declared, in order."""
        return tuple(self._handlers)

    def handle(
        self, message: type[M], **options: Unpack[HandlerOptions]
    ) -> Callable[[HandlerFunction[M]], HandlerFunction[M]]:
        """Declare the decorated coroutine function as a handler of `message`.

        Raises RuntimeFault for a message without a topic when none is given, and for
        options out of range.
        """

        def declare(function: HandlerFunction[M]) -> HandlerFunction[M]:
            name = options.get("name") or function.__name__
            topic = options.get("topic") or message.message_topic
            if not topic:
                raise RuntimeFault(f"handler '{name}': {message.__name__} has no topic")
            chosen = HandlerOptions(**options)
            chosen["name"] = name
            chosen["topic"] = topic
            chosen["queue"] = options.get("queue") or name
            chosen["group"] = options.get("group") or self.group
            # The consumer parses to `message`, so the function gets what it declares.
            erased = cast(HandlerFunction[Message], function)
            self._handlers.append(Handler(function=erased, message=message, **chosen))
            return function

        return declare


def collect_handlers(routers: Iterable[ConsumerRouter]) -> tuple[Handler, ...]:
    """Return the handlers of `routers`. Raises RuntimeFault when a name is used twice."""
    return collect("handler", (one for router in routers for one in router.handlers))


def select_handlers(
    handlers: Sequence[Handler], names: Sequence[str] = (), groups: Sequence[str] = ()
) -> tuple[Handler, ...]:
    """Return the handlers with one of `names` or in one of `groups`; all if none given.

    A handler that shares a queue brings the others of that queue with it, for a worker
    could not leave their messages alone. Raises SettingsError, listing every name and
    group that nobody declared.
    """
    chosen = {one.queue for one in select("handler", handlers, names, groups)}
    return tuple(handler for handler in handlers if handler.queue in chosen)
