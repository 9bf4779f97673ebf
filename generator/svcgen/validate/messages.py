"""Messages and handlers: who publishes, who hears, and that tasks are done once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from svcgen.diagnostics import Diagnostic, Related, closest
from svcgen.diagnostics.catalogue.clashes import QUEUE_CLASH, TOPIC_CLASH
from svcgen.diagnostics.catalogue.messages import (
    BAD_DURATION,
    BAD_VERSION,
    EVENT_WITHOUT_HANDLER,
    FOREIGN_MESSAGE,
    HANDLER_SOURCE,
    TASK_WITH_HANDLERS,
    TASK_WITHOUT_HANDLER,
    UNPUBLISHED_MESSAGE,
)
from svcgen.diagnostics.catalogue.references import UNKNOWN_MESSAGE
from svcgen.naming import TopicPattern, WireName
from svcgen.spec.messaging import HandlerSpec, MessageSpec
from svcgen.spec.realtime import PackageSpec
from svcgen.validate.world import Path, World

LONGEST_QUEUE = 100
TAKEN_QUEUE = re.compile(r".*\.(dead|retry(\.[0-9]+)?)")


def check_messages(world: World) -> Iterator[Diagnostic]:
    """Find topics of one name, foreign messages without an origin, and versions out of order."""
    topics: dict[tuple[str, str], Path] = {}
    own = world.spec.service.name
    for name, message in world.spec.messages.items():
        at = ("messages", name)
        foreign, exchange = message.from_, ""
        if foreign is not None:
            exchange = foreign.exchange or foreign.service or ""
            if not exchange:
                yield FOREIGN_MESSAGE.at(
                    world.at(*at, "from"),
                    problem="`from` names neither a service nor an exchange",
                )
            elif exchange == own:
                problem = "a message of this service needs no `from`"
                yield FOREIGN_MESSAGE.at(world.at(*at, "from"), problem=problem)
        first = topics.setdefault((exchange, message.topic), at)
        if first != at:
            related = [Related(world.at(*first, "topic"), f"{first[1]} has it")]
            yield TOPIC_CLASH.at(
                world.at(*at, "topic"), name=message.topic, related=related
            )
        for number in message.previous:
            if not 1 <= number < message.version:
                reason = f"does not come before the present one, {message.version}"
                yield BAD_VERSION.at(
                    world.key(*at, "previous", number), version=number, reason=reason
                )


def check_audience(world: World) -> Iterator[Diagnostic]:
    """Find tasks that nobody does or several do, events that nobody hears, and messages nobody sends."""
    heard: dict[str, list[str]] = {}
    patterns: list[str] = []
    for name, handler in world.spec.handlers.items():
        if handler.message.name is not None:
            heard.setdefault(handler.message.name, []).append(name)
        patterns += [handler.message.topic] if handler.message.topic else []
    sent: set[str] = set()
    for command in world.all_commands:
        if not isinstance(command.spec, PackageSpec):
            sent.update(command.spec.publishes)
    for name, message in world.spec.messages.items():
        handlers = heard.get(name, [])
        if not handlers:
            yield from _unheard(world, name, message, patterns)
            continue
        if message.kind == "task":
            yield from _done_twice(world, name, handlers)
        if message.from_ is None and name not in sent:
            span = world.at("handlers", handlers[0], "message")
            yield UNPUBLISHED_MESSAGE.at(span, name=name)


def _unheard(
    world: World, name: str, message: MessageSpec, patterns: list[str]
) -> Iterator[Diagnostic]:
    span = world.key("messages", name)
    if message.kind == "task" and message.from_ is None:
        if not _broken_handlers(world):
            yield TASK_WITHOUT_HANDLER.at(span, name=name)
    elif not any(covers(pattern, message.topic) for pattern in patterns):
        yield EVENT_WITHOUT_HANDLER.at(span, name=name)


def _done_twice(world: World, name: str, handlers: list[str]) -> Iterator[Diagnostic]:
    first = Related(world.key("handlers", handlers[0]), f"{handlers[0]} does it")
    for other in handlers[1:]:
        span = world.at("handlers", other, "message")
        yield TASK_WITH_HANDLERS.at(span, name=name, related=[first])


def _broken_handlers(world: World) -> bool:
    """Is there a handler that could not be read? It may be the one that is missed."""
    return world.is_written("handlers") and not world.spec.handlers


def covers(pattern: str, topic: str) -> bool:
    """Does a binding pattern fit a topic (AMQP 0-9-1: * is one word, # any number)?"""
    return _covers(pattern.split("."), topic.split("."))


def _covers(pattern: list[str], words: list[str]) -> bool:
    if not pattern:
        return not words
    head, *rest = pattern
    if head == "#":
        return any(_covers(rest, words[skip:]) for skip in range(len(words) + 1))
    return bool(words) and head in ("*", words[0]) and _covers(rest, words[1:])


def check_handlers(world: World) -> Iterator[Diagnostic]:
    """Find handlers that listen to nothing that is known, and queues and times that cannot be."""
    queues = {each.wire or name: name for name, each in world.spec.handlers.items()}
    for name, handler in world.spec.handlers.items():
        at = ("handlers", name)
        selector = handler.message
        if (selector.name is None) == (selector.topic is None):
            yield HANDLER_SOURCE.at(world.at(*at, "message"))
        elif selector.name is not None:
            yield from _message(world, selector.name, (*at, "message", "name"))
        elif selector.topic is not None:
            fault = TopicPattern.fault(selector.topic, LONGEST_QUEUE)
            if fault is not None:
                yield fault.at(world.at(*at, "message", "topic"))
        if handler.queue is not None:
            yield from _queue(world, name, handler.queue, queues)
        yield from _times(world, handler, at)


def _message(world: World, name: str, path: Path) -> Iterator[Diagnostic]:
    known: dict[str, MessageSpec] = world.spec.messages
    if name not in known and not world.is_written("messages", name):
        yield UNKNOWN_MESSAGE.at(
            world.at(*path), name=name, where="", hint=closest(name, tuple(known))
        )


def _queue(
    world: World, handler: str, queue: str, handlers: Mapping[str, str]
) -> Iterator[Diagnostic]:
    span = world.at("handlers", handler, "queue")
    fault = WireName.fault(queue, LONGEST_QUEUE)
    if fault is not None:
        yield fault.at(span)
    elif TAKEN_QUEUE.fullmatch(queue):
        yield QUEUE_CLASH.at(
            span,
            name=queue,
            problem="is called like a queue that svcgen keeps beside others",
        )
    elif (
        handlers.get(queue, handler) != handler
        and world.spec.handlers[handlers[queue]].queue is None
    ):
        at = world.key("handlers", handlers[queue])
        related = [Related(at, "it is this handler's")]
        problem = "is the one of another handler"
        yield QUEUE_CLASH.at(span, name=queue, problem=problem, related=related)


def _times(world: World, handler: HandlerSpec, at: Path) -> Iterator[Diagnostic]:
    if handler.timeout is not None and handler.timeout <= 0:
        yield BAD_DURATION.at(world.at(*at, "timeout"), key="timeout", reason="")
    retry = handler.retry
    if retry is None:
        return
    for key in ("first_delay", "max_delay"):
        if getattr(retry, key) <= 0:
            yield BAD_DURATION.at(world.at(*at, "retry", key), key=key, reason="")
    if 0 < retry.max_delay < retry.first_delay:
        reason = ", and at least as long as `first_delay`"
        yield BAD_DURATION.at(
            world.at(*at, "retry", "max_delay"), key="max_delay", reason=reason
        )
