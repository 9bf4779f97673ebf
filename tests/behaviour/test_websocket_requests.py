"""Requests over the WebSocket endpoint: one reply each, in a unit of work each."""

import asyncio
import json
import logging
from uuid import uuid4

import pytest

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.websocket import (
    BadHandler,
    DuplicatePackage,
    PackageRouter,
    Room,
    WebSocketOptions,
    WebSocketServer,
)
from tests.behaviour.websocket_service import (
    AUTHOR_ID,
    AuthorCreate,
    AuthorKey,
    ask,
    read,
    request,
    serving,
    silent,
    token,
)


def code_of(reply: dict[str, object]) -> object:
    """The code of the error in a reply."""
    data = reply["data"]
    assert isinstance(data, dict)
    return data["error"]["code"]


async def test_500_requests_in_flight_each_get_their_own_reply() -> None:
    """Replies come in the order requests finish in, and every req_id comes back exactly once."""
    options = WebSocketOptions(max_in_flight=500)
    async with serving(options) as running, running.open() as socket:
        sent = {str(uuid4()): 0.2 - number / 5000 for number in range(500)}
        for req_id, seconds in sent.items():
            await socket.send(request(9, {"seconds": seconds}, req_id))
        got = [await read(socket, 10) for _ in sent]
        assert {reply["req_id"]: reply["data"] for reply in got} == {
            req_id: {"status": str(seconds)} for req_id, seconds in sent.items()
        }
        assert [reply["req_id"] for reply in got] != list(sent)
        assert running.probe.most_in_flight == 500
        await silent(socket)


async def test_requests_in_flight_are_bounded() -> None:
    """Beyond the bound a connection's requests wait; none is lost and none is refused."""
    options = WebSocketOptions(max_in_flight=8)
    async with serving(options) as running, running.open() as socket:
        sent = [str(uuid4()) for _ in range(50)]
        for req_id in sent:
            await socket.send(request(9, {"seconds": 0.01}, req_id))
        got = [await read(socket) for _ in sent]
        assert {reply["req_id"] for reply in got} == set(sent)
        assert running.probe.most_in_flight == 8


async def test_a_slow_request_holds_nobody_up() -> None:
    """A request that takes long lets those after it pass."""
    async with serving() as running, running.open() as socket:
        await socket.send(request(9, {"seconds": 0.3}))
        assert (await ask(socket, 1))["data"] == {"status": "up"}
        assert (await read(socket))["data"] == {"status": "0.3"}


async def test_roles_come_before_validation() -> None:
    """Who may not send a package is told so, whatever is wrong with the data; the handler does not run."""
    async with serving() as running:
        async with running.open() as socket:
            assert (await ask(socket, 7, {"wrong": 1}))["status_code"] == 7
        async with running.open(
            "/ws", f"svcgen.bearer.{token('u', 'reader')}"
        ) as socket:
            assert (await ask(socket, 7, {"wrong": 1}))["status_code"] == 3
        async with running.open(
            "/ws", f"svcgen.bearer.{token('u', 'editor')}"
        ) as socket:
            assert (await ask(socket, 7, {"wrong": 1}))["status_code"] == 2
            assert running.probe.ran == []
            assert (await ask(socket, 7, {"name": "n"}))["status_code"] == 0
        assert running.probe.ran == ["edit"]


async def test_an_owner_rule_is_asked_in_the_unit_of_work() -> None:
    """The row decides: its owner is let in, others are denied, and a row that is not there is not found."""
    async with serving() as running:
        for subject, order, status in (
            ("ursula", AUTHOR_ID, 0),
            ("other", AUTHOR_ID, 3),
            ("ursula", uuid4(), 4),
        ):
            async with running.open("/ws", f"svcgen.bearer.{token(subject)}") as socket:
                reply = await ask(socket, 12, {"order_id": str(order)})
                assert reply["status_code"] == status


async def test_invalid_data_never_reaches_the_handler() -> None:
    """Every fault is named by the field's path, and the handler is not called."""
    async with serving() as running, running.open() as socket:
        reply = await ask(socket, 3, {"name": 1, "born": "x", "more": True})
        data = reply["data"]
        assert isinstance(data, dict)
        fields = {detail["field"] for detail in data["error"]["details"]}
        assert (reply["status_code"], fields) == (2, {"name", "born", "more"})
        for wrong in ([], "text", 5, [{"name": "x"}]):
            assert (await ask(socket, 3, wrong))["status_code"] == 2
        assert (await ask(socket, 3))["status_code"] == 2
        assert running.probe.ran == []


async def test_data_may_be_left_out_where_nothing_is_required() -> None:
    """No data and null are the same as an empty object."""
    async with serving() as running, running.open() as socket:
        absent: tuple[object, ...] = (None, {})
        for data in absent:
            assert (await ask(socket, 2, data))["status_code"] == 0
        await socket.send(f'{{"pkg_id": 2, "req_id": "{uuid4()}", "data": null}}')
        assert (await read(socket))["meta"] is not None


async def test_the_reply_leaves_after_the_commit() -> None:
    """When a client reads its reply, the work is committed; a commit that fails is what it reads instead."""
    async with serving() as running, running.open() as socket:
        await ask(socket, 3, {"name": "n"})
        assert running.probe.committed == ["create_author"]
        running.probe.commit_fails = True
        assert (await ask(socket, 3, {"name": "n"}))["status_code"] == 5
        assert running.probe.committed == ["create_author"]


async def test_a_reply_that_cannot_be_written_undoes_the_work() -> None:
    """A handler that returns something else than it promised is a failure, before the commit."""
    async with serving() as running, running.open() as socket:
        reply = await ask(socket, 11)
        assert (reply["status_code"], code_of(reply)) == (1, "internal_error")
        assert running.probe.committed == []


async def test_a_failure_tells_nothing_of_the_program(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """An unforeseen error is logged with its traceback and answered without a word of it."""
    async with serving() as running, running.open() as socket:
        with caplog.at_level(logging.ERROR):
            reply = await ask(socket, 20)
        assert "secret of the program" not in json.dumps(reply)
        assert "secret of the program" in caplog.text
        assert (await ask(socket, 1))["status_code"] == 0


async def test_work_is_finished_when_the_client_goes() -> None:
    """A request in flight is not torn off by a client that leaves."""
    async with serving() as running:
        async with running.open() as socket:
            await socket.send(request(9, {"seconds": 0.1}))
            await ask(socket, 1)
        await asyncio.sleep(0.3)
        assert "waited" in running.probe.ran
        assert "wait" in running.probe.committed


def test_two_handlers_for_one_package_are_refused() -> None:
    """Within a router and across routers, when they are declared or joined."""
    one, two = PackageRouter(), PackageRouter()

    async def handler() -> None: ...

    async def other() -> None: ...

    one.handle(1, access=PUBLIC)(handler)
    two.handle(1, access=PUBLIC)(other)
    with pytest.raises(DuplicatePackage, match=r"handler and .*other"):
        one.handle(1, access=PUBLIC)(other)
    with pytest.raises(DuplicatePackage):
        WebSocketServer([one, two])
    with pytest.raises(ValueError, match="two rooms"):
        WebSocketServer(rooms=[Room("a"), Room("a", join=PUBLIC)])


def test_handlers_must_say_what_they_take_and_give() -> None:
    """A handler without annotations, with two models, a bare parameter or that is not async is refused at start."""
    packages = PackageRouter()

    async def nothing_said(data):  # type: ignore[no-untyped-def]  # what is tested
        return data

    async def two(one: AuthorCreate, other: AuthorKey) -> None: ...

    async def bare(name: str) -> None: ...

    def not_async() -> None: ...

    for handler in (nothing_said, two, bare, not_async):
        with pytest.raises(BadHandler):
            packages.handle(1, access=PUBLIC)(handler)  # type: ignore[type-var]
    with pytest.raises(BadHandler, match="reserved"):
        packages.handle(-1, access=PUBLIC)(two)
