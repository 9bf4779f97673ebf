"""Providers: values, classes and factories, set up and torn down in order."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from typing_extensions import override

from svcgen_runtime import Service, UnitOfWork
from svcgen_runtime.container import Container
from svcgen_runtime.context import use_container, use_provider
from svcgen_runtime.errors import ProviderFault
from svcgen_runtime.interceptors import Interceptor
from svcgen_runtime.providers import (
    Provider,
    provide_class,
    provide_factory,
    provide_value,
)
from svcgen_runtime.settings import ServiceSettings


class Log(list[str]):
    """What happened."""


class Link:
    """Something that is opened and closed."""

    def __init__(self, log: Log) -> None:
        self.log = log


class Gateway:
    """Needs a link, by its annotation."""

    def __init__(self, link: Link, retries: int = 3) -> None:
        self.link = link
        self.retries = retries


@dataclass
class Limits:
    """Falsy when empty."""

    names: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.names)


async def open_link(log: Log) -> AsyncIterator[Link]:
    """Opened at start, closed at the end."""
    log.append("open link")
    yield Link(log)
    log.append("close link")


async def open_gateway(link: Link) -> AsyncIterator[Gateway]:
    """Opened after the link, closed before it."""
    link.log.append("open gateway")
    yield Gateway(link)
    link.log.append("close gateway")


async def make(*providers: Provider[object]) -> Container:
    """A container with both phases set up."""
    container = Container(providers)
    await container.set_up("before")
    await container.set_up("after")
    return container


async def test_set_up_follows_needs_and_tear_down_reverses_it() -> None:
    """Listed the wrong way round, the link is still opened first and closed last."""
    log = Log()
    container = await make(
        provide_factory(Gateway, open_gateway),
        provide_factory(Link, open_link),
        provide_value(Log, log),
    )
    assert container.get(Gateway).link is container.get(Link)
    await container.tear_down()
    assert log == ["open link", "open gateway", "close gateway", "close link"]
    with pytest.raises(ProviderFault, match="not made yet"):
        container.get(Link)


async def test_falsy_values_are_kept() -> None:
    """Zero, the empty text and an empty object are values like others."""
    empty = Limits()
    container = await make(
        provide_value(int, 0), provide_value(str, ""), provide_value(Limits, empty)
    )
    assert container.get(int) == 0
    assert container.get(str) == ""
    assert container.get(Limits) is empty


async def test_classes_names_and_defaults() -> None:
    """A class is made from its annotations; names tell two of one class apart."""
    log = Log()
    container = await make(
        provide_value(Log, log),
        provide_class(Link, Link),
        provide_class(Gateway, Gateway, "payments"),
        provide_factory(Gateway, lambda: Gateway(Link(log), 9)),
    )
    assert container.get(Gateway, "payments").retries == 3
    assert container.get(Gateway).retries == 9


class Left:
    """Needs its other half."""

    def __init__(self, right: "Right") -> None:
        self.right = right


class Right:
    """Needs its other half."""

    def __init__(self, left: Left) -> None:
        self.left = left


@pytest.mark.parametrize(
    ("providers", "message"),
    [
        ((provide_class(Left, Left), provide_class(Right, Right)), "Left -> Right"),
        ((provide_class(Gateway, Gateway),), "Gateway needs Link: not provided"),
        ((provide_value(int, 1), provide_value(int, 2)), "int is provided twice"),
        (
            (
                provide_value(Log, Log()),
                provide_class(Link, Link, when="after"),
                provide_class(Gateway, Gateway),
            ),
            "Link is made after the interceptors",
        ),
    ],
)
async def test_faults_say_who_needs_what(
    providers: tuple[Provider[object], ...], message: str
) -> None:
    """Circles, gaps, repetitions and wrong phases are told by name."""
    with pytest.raises(ProviderFault, match=message):
        await make(*providers)


async def test_phases_around_the_interceptors() -> None:
    """`before` is there when interceptors start, `after` may use what they started."""
    log = Log()

    class Looking(Interceptor):
        @override
        async def start(self, service: Service) -> None:
            log.append(f"start with {service.container.get(int)}")

        @override
        async def stop(self) -> None:
            log.append("stop")

        @override
        async def enter(self, uow: UnitOfWork) -> None:
            log.append(use_provider(str))

    async def late() -> AsyncIterator[str]:
        log.append("late")
        yield "from late"
        log.append("late ends")

    service = Service(
        name="phases",
        interceptors=(Looking,),
        providers=(
            provide_factory(str, late, when="after"),
            provide_value(int, 7),
        ),
    )
    service.load(ServiceSettings(environment="test"))
    async with service.running(), service.unit_of_work("job"):
        assert use_container().get(int) == 7
    assert log == ["start with 7", "late", "from late", "late ends", "stop"] or log == [
        "start with 7",
        "late",
        "from late",
        "stop",
        "late ends",
    ]


def test_extend_replaces_a_provider() -> None:
    """What extensions.py provides wins over what the spec declared."""

    def extend(service: Service) -> None:
        service.add_provider(provide_value(int, 2))

    service = Service(name="x", providers=(provide_value(int, 1),), extend=extend)
    assert len(service.providers) == 1
