"""How sockets are opened, who they belong to, and every way they end."""

import asyncio
import logging
import re

import pytest
from websockets.exceptions import InvalidStatus

from svcgen_runtime.principal import Principal
from svcgen_runtime.websocket import CloseCode, OriginPolicy, Tickets, WebSocketOptions
from svcgen_runtime.websocket.tickets import MemoryTicketStore
from tests.behaviour.websocket_service import (
    ask,
    closed,
    read,
    request,
    serving,
    silent,
    token,
)


def subject_of(reply: dict[str, object]) -> object:
    """Who a connect reply says the connection belongs to."""
    data = reply["data"]
    assert isinstance(data, dict)
    return data["subject"]


# --- identity ---


async def test_the_token_may_come_as_a_subprotocol() -> None:
    """The server selects the JSON protocol, never the token, and knows the caller."""
    async with (
        serving() as running,
        running.open("/ws", f"svcgen.bearer.{token('u', 'b', 'a')}") as socket,
    ):
        assert socket.subprotocol == "svcgen.v1.json"
        data = (await ask(socket, -1, {}))["data"]
        assert isinstance(data, dict)
        assert (data["subject"], data["roles"]) == ("u", ["a", "b"])
        assert (await ask(socket, 8))["data"] == {"status": "u"}


async def test_the_token_may_come_in_the_connect_frame() -> None:
    """Requests after the connect frame act for its subject."""
    async with serving() as running, running.open() as socket:
        assert subject_of(await ask(socket, -1, {"token": token("u")})) == "u"
        assert (await ask(socket, 8))["data"] == {"status": "u"}


async def test_without_a_token_a_connection_is_anonymous() -> None:
    """An empty connect frame, or any request, connects; what is not public needs authentication."""
    async with serving() as running:
        async with running.open() as socket:
            assert subject_of(await ask(socket, -1, {})) is None
            assert (await ask(socket, 8))["status_code"] == 7
        async with running.open() as socket:
            assert (await ask(socket, 1))["status_code"] == 0
            assert (await ask(socket, -1, {"token": token("u")}))["status_code"] == 5


@pytest.mark.parametrize("bad", ["forged", "good~u~~1000000000.0"])
async def test_a_bad_token_closes_4401(bad: str) -> None:
    """As a subprotocol and in the connect frame, where it also gets its reply."""
    async with serving() as running:
        async with running.open("/ws", f"svcgen.bearer.{bad}") as socket:
            assert await closed(socket) == CloseCode.AUTHENTICATION_FAILED
        async with running.open() as socket:
            assert (await ask(socket, -1, {"token": bad}))["status_code"] == 7
            assert await closed(socket) == CloseCode.AUTHENTICATION_FAILED


async def test_the_query_string_is_no_place_for_a_token() -> None:
    """A token there is not looked at."""
    async with serving() as running, running.open(f"/ws?token={token('u')}") as socket:
        assert (await ask(socket, 8))["status_code"] == 7


async def test_a_second_connect_is_refused() -> None:
    """A connection is made once; the socket stays open."""
    async with serving() as running, running.open() as socket:
        await ask(socket, -1, {"token": token("u")})
        assert (await ask(socket, -1, {"token": token("v")}))["status_code"] == 5
        assert (await ask(socket, 8))["data"] == {"status": "u"}


async def test_the_token_expires_with_its_socket_only() -> None:
    """A socket is closed 4401 when its own token ends; another socket of the same person stays."""
    async with serving() as running:
        short = running.open("/ws", f"svcgen.bearer.{token('u', lives=0.3)}")
        long = running.open("/ws", f"svcgen.bearer.{token('u', lives=60)}")
        async with short as dies, long as lives:
            assert (await ask(dies, 8))["status_code"] == 0
            assert await closed(dies, 2) == CloseCode.AUTHENTICATION_FAILED
            assert (await ask(lives, 8))["status_code"] == 0


async def test_a_new_token_keeps_the_socket() -> None:
    """Re-authentication moves the end and takes the new roles; a bad one changes nothing."""
    async with serving() as running:
        first = token("u", "editor", lives=0.4)
        async with running.open("/ws", f"svcgen.bearer.{first}") as socket:
            assert (await ask(socket, -5, {"token": "forged"}))["status_code"] == 7
            assert (await ask(socket, -5, {}))["status_code"] == 2
            assert (await ask(socket, -5, {"token": token("v")}))["status_code"] == 5
            assert (await ask(socket, 7, {"name": "n"}))["status_code"] == 0
            renewed = token("u", "reader", lives=60)
            assert subject_of(await ask(socket, -5, {"token": renewed})) == "u"
            await asyncio.sleep(0.5)
            assert (await ask(socket, 7, {"name": "n"}))["status_code"] == 3


# --- tickets ---


async def test_a_ticket_works_once() -> None:
    """In the connect frame or as a subprotocol it stands for its subject; used again it is refused."""
    async with serving() as running:
        principal = Principal("u", frozenset({"editor"}))
        ticket = (await running.server.issue_ticket(principal)).ticket
        async with running.open() as socket:
            assert subject_of(await ask(socket, -1, {"ticket": ticket})) == "u"
        async with running.open() as socket:
            assert (await ask(socket, -1, {"ticket": ticket}))["status_code"] == 7
            assert await closed(socket) == CloseCode.AUTHENTICATION_FAILED
        other = (await running.server.issue_ticket(principal)).ticket
        async with running.open("/ws", f"svcgen.ticket.{other}") as socket:
            assert (await ask(socket, 7, {"name": "n"}))["status_code"] == 0


async def test_a_ticket_is_worth_nothing_after_its_time() -> None:
    """Thirty seconds are the longest it may live."""
    now = 100.0
    tickets = Tickets(MemoryTicketStore(lambda: now))
    async with serving(tickets=tickets) as running:
        issued = await running.server.issue_ticket(Principal("u"))
        assert issued.expires_in == 30
        now += 30.1
        async with running.open() as socket:
            reply = await ask(socket, -1, {"ticket": issued.ticket})
            assert reply["status_code"] == 7
    with pytest.raises(ValueError, match="at most 30"):
        Tickets(MemoryTicketStore(), lifetime=31)


# --- origin ---

PAGE = "https://app.example.org"
ADMITTED = [None, PAGE, "SAME"]
REFUSED = [
    "null",
    "",
    "https://app.example.org.evil.org",
    "https://evil-app.example.org",
    "https://app.example.org:8443",
    "http://app.example.org",
    "https://APP.example.org",
    "https://app.example.org/",
    "https://user@app.example.org",
    "https://evil.org#https://app.example.org",
    "http://localhost",
    "http://localhost.evil.org",
    "http://localhost@evil.org",
    "ftp://127.0.0.1",
    "app.example.org",
    "*",
    "https://*",
]


@pytest.mark.parametrize("origin", [*ADMITTED, *REFUSED])
async def test_only_listed_origins_open_a_socket(origin: str | None) -> None:
    """The listed page, the service's own host and clients that are no browser; all others get 403."""
    options = WebSocketOptions(origins=OriginPolicy(frozenset({PAGE})))
    async with serving(options) as running:
        sent = f"http://127.0.0.1:{running.port}" if origin == "SAME" else origin
        if origin in ADMITTED:
            async with running.open(origin=sent) as socket:
                assert (await ask(socket, 1))["status_code"] == 0
        else:
            with pytest.raises(InvalidStatus) as refused:
                await running.open(origin=sent)
            assert refused.value.response.status_code == 403
        async with asyncio.timeout(2):
            while running.server.connections:
                await asyncio.sleep(0.005)


@pytest.mark.parametrize(
    ("origin", "admitted"),
    [
        ("http://localhost:5173", True),
        ("http://127.0.0.1:3000", True),
        ("http://[::1]:3000", True),
        ("http://localhost:5173@evil.org", False),
        ("http://localhost.evil.org:5173", False),
        ("http://localhost:x", False),
        ("https://evil.org", False),
    ],
)
def test_in_development_pages_of_this_machine_are_let_in(
    origin: str, admitted: bool
) -> None:
    """Any port of localhost, and nothing that only looks like it."""
    assert OriginPolicy(local=True).admits(origin, "127.0.0.1:8000") is admitted


# --- the ways to end ---


async def test_nothing_said_closes_4408() -> None:
    """A connection without a token must say something in time; one with a token need not."""
    options = WebSocketOptions(connect_timeout=0.15)
    async with serving(options) as running:
        async with running.open() as silent_one:
            assert await closed(silent_one, 2) == CloseCode.NO_CONNECT_IN_TIME
        async with running.open("/ws", f"svcgen.bearer.{token('u')}") as known:
            await asyncio.sleep(0.3)
            assert (await ask(known, 8))["status_code"] == 0
        async with running.open() as spoke:
            await ask(spoke, -2)
            await asyncio.sleep(0.3)
            assert (await ask(spoke, 1))["status_code"] == 0


async def test_an_idle_socket_closes_4440() -> None:
    """Pings keep a socket open, and so does a request that is still being worked on."""
    options = WebSocketOptions(idle_timeout=0.3)
    async with serving(options) as running, running.open() as socket:
        for _ in range(4):
            await asyncio.sleep(0.15)
            assert (await ask(socket, -2))["data"] is None
        await socket.send(request(9, {"seconds": 0.6}))
        assert (await read(socket))["status_code"] == 0
        assert await closed(socket, 2) == CloseCode.IDLE


@pytest.mark.parametrize("whole_frames", [True, False])
async def test_a_frame_too_large_closes_1009(whole_frames: bool) -> None:
    """64 KiB are read and a byte more is not, counted in bytes; with and without the server's own limit."""
    async with serving(whole_frames=whole_frames) as running:
        frame = request(1, {"x": ""})
        fits = frame.replace('""', '"%s"' % ("y" * (65536 - len(frame))))
        async with running.open() as socket:
            await socket.send(fits)
            assert (await read(socket))["status_code"] == 0
            await socket.send(fits + " ")
            assert await closed(socket) == CloseCode.FRAME_TOO_LARGE
        async with running.open() as socket:
            await socket.send(
                request(1, {"x": "ü" * 33000}).encode().decode("unicode-escape")
            )
            assert await closed(socket) == CloseCode.FRAME_TOO_LARGE


async def test_a_binary_frame_closes_1003() -> None:
    """Text was agreed."""
    async with serving() as running, running.open() as socket:
        await socket.send(b"{}")
        assert await closed(socket) == CloseCode.NOT_AS_AGREED


async def test_goodbye_closes_1000_after_the_last_reply() -> None:
    """Requests in flight are answered before the end."""
    async with serving() as running, running.open() as socket:
        await socket.send(request(9, {"seconds": 0.1}))
        assert (await ask(socket, -6))["status_code"] == 0
        assert (await read(socket))["data"] == {"status": "0.1"}
        assert await closed(socket) == CloseCode.DONE


async def test_unknown_reserved_packages_are_unknown() -> None:
    """Negative ids without a meaning are answered like any unknown package."""
    async with serving() as running, running.open() as socket:
        for pkg_id in (-7, -100, 0):
            assert (await ask(socket, pkg_id))["status_code"] == 4


@pytest.mark.parametrize("code", [CloseCode.RESTART, CloseCode.GOING_AWAY])
async def test_stopping_closes_every_socket(code: CloseCode) -> None:
    """Replies in flight leave first; new sockets are refused."""
    async with serving() as running:
        async with running.open() as busy, running.open() as idle:
            await busy.send(request(9, {"seconds": 0.2}))
            await ask(busy, 1)
            await ask(idle, 1)
            stopping = asyncio.create_task(running.server.close(code))
            assert (await read(busy))["data"] == {"status": "0.2"}
            assert (await closed(busy), await closed(idle)) == (code, code)
            await stopping
        with pytest.raises(InvalidStatus):
            await running.open()


async def test_the_server_going_down_closes_1012() -> None:
    """What uvicorn does at its end is seen by clients as a restart."""
    async with serving() as running, running.open() as socket:
        await ask(socket, 1)
        running.uvicorn.should_exit = True
        assert await closed(socket) in (CloseCode.RESTART, CloseCode.GOING_AWAY)


# --- how many ---


async def test_a_person_may_have_many_sockets() -> None:
    """Closing one leaves the others as they are."""
    async with serving() as running:
        protocol = f"svcgen.bearer.{token('u')}"
        async with running.open("/ws", protocol) as one:
            async with running.open("/ws", protocol) as other:
                await ask(other, 8)
                assert running.server.connections == 2
            assert (await ask(one, 8))["status_code"] == 0
            await asyncio.sleep(0.05)
            assert running.server.connections == 1


async def test_too_many_sockets_of_one_person_close_4429() -> None:
    """Of thirty that open at once exactly five stay; a place that becomes free can be taken."""
    options = WebSocketOptions(max_connections_per_subject=5)
    async with serving(options) as running:
        protocol = f"svcgen.bearer.{token('u')}"
        sockets = await asyncio.gather(
            *(running.open("/ws", protocol).__aenter__() for _ in range(30))
        )
        await asyncio.sleep(0.3)
        stayed = [one for one in sockets if one.close_code is None]
        codes = {one.close_code for one in sockets} - {None}
        assert (len(stayed), codes) == (5, {CloseCode.OVER_A_LIMIT})
        await stayed[0].close()
        async with running.open("/ws", protocol) as socket:
            assert (await ask(socket, 8))["status_code"] == 0
        for one in sockets:
            await one.close()


async def test_no_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Neither a good nor a bad token, nor a ticket, shows up in any log at any level."""
    canary = "canary-5d41402abc4b2a76"
    with caplog.at_level(logging.DEBUG, "svcgen_runtime"):
        async with serving() as running:
            for protocol in (
                f"svcgen.bearer.{token(canary)}",
                f"svcgen.bearer.{canary}",
            ):
                async with running.open("/ws", protocol) as socket:
                    await asyncio.sleep(0.05)
            for data in (
                {"token": canary},
                {"ticket": canary},
                {"token": 5, "x": canary},
            ):
                async with running.open() as socket:
                    await ask(socket, -1, data)
            async with running.open() as socket:
                await ask(socket, -1, {"token": token("u")})
                await silent(socket, 0.01)
    ours = [one for one in caplog.records if one.name.startswith(("svcgen", "uvicorn"))]
    assert not re.search(canary, " ".join(one.getMessage() for one in ours))
