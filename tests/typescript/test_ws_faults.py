"""What becomes of calls, rooms and pushes when the connection does not behave."""

from __future__ import annotations

import asyncio
from typing import cast

from tests.typescript.scripted_ws import JOIN, PING, Frame, Line, playing
from tests.typescript.test_ws_service import Json, drive

QUICK = "socket: { backoff: { baseMs: 1, maxMs: 20 }, heartbeatMs: 150, graceMs: 150 }"
GET_STATUS, KEYSET, CREATE_AUTHOR, WAIT = 1, 2, 3, 9


async def test_one_connection_for_a_burst() -> None:
    """A hundred calls before there is a connection make one connection, also with a slow token."""

    async def play(line: Line, frame: Frame) -> None:
        await line.reply(frame, {"status": "up"})

    async with playing(play) as script:
        out = await drive(
            script.port,
            """
            const calls = Array.from({ length: 100 }, () => api.ws.call("GET_STATUS"));
            out.ok = (await Promise.all(calls)).every((r) => r.ok);
            """,
            "token: () => new Promise((go) => setTimeout(() => go('t'), 100))",
        )
    assert out == {"ok": True}
    assert script.connections == 1
    assert script.frames[0][0]["data"] == {"token": "t"}


async def test_a_drop_tells_whether_a_call_was_sent() -> None:
    """After a drop unsafe calls end as sent, safe ones come again under the same id, rooms are joined again."""

    async def play(line: Line, frame: Frame) -> None:
        if frame["pkg_id"] == JOIN:
            offset = 1 if line.number == 0 else 5
            await line.reply(frame, {"room": "hall:x", "epoch": "e", "offset": offset})
        elif frame["pkg_id"] == WAIT and line.number == 0:
            line.socket.transport.abort()
        elif line.number == 1:
            await line.reply(frame, [])

    async with playing(play) as script:
        out = await drive(
            script.port,
            """
            out.gaps = [];
            api.ws.onGap((room) => out.gaps.push(room));
            await api.ws.join("hall", { text: "x" });
            const safe = api.ws.call("KEYSET");
            const unsafe = api.ws.call("CREATE_AUTHOR", { name: "a" });
            api.ws.call("WAIT", { seconds: 1 });
            out.unsafe = await unsafe.then((r) => [r.reason, r.sent]);
            out.safe = (await safe).ok;
            await soon(() => out.gaps.length > 0);
            """,
            QUICK,
        )
    assert out == {"gaps": ["hall:x"], "unsafe": ["disconnected", True], "safe": True}
    assert script.connections == 2
    assert script.sent(KEYSET, 0)[0] == script.sent(KEYSET, 1)[0]
    assert script.sent(JOIN, 1)[0]["data"] == {"room": "hall", "key": {"text": "x"}}
    assert len(script.sent(JOIN, 1)) == 1
    assert script.sent(CREATE_AUTHOR, 1) == []


async def test_a_half_open_connection_is_found() -> None:
    """When pings are not answered the connection is given up, and calls work on the next one."""

    async def play(line: Line, frame: Frame) -> None:
        if line.number > 0:
            await line.reply(frame, {"status": "up"})

    async with playing(play) as script:
        out = await drive(
            script.port,
            """
            const states = [];
            api.ws.onState((state) => states.push(state));
            await api.ws.ready();
            await soon(() => states.filter((state) => state === "open").length === 2);
            out.ok = (await api.ws.call("GET_STATUS")).ok;
            out.states = [...states];
            """,
            QUICK,
        )
    assert out["ok"] is True
    assert out["states"] == ["connecting", "open", "waiting", "connecting", "open"]
    assert len(script.sent(PING)) == 1


async def test_a_quiet_connection_stays() -> None:
    """Answered pings keep a quiet connection; it is not made again."""

    async def play(line: Line, frame: Frame) -> None:
        await line.reply(frame)

    async with playing(play) as script:
        await drive(
            script.port,
            "await api.ws.ready(); await new Promise((go) => setTimeout(go, 800));",
            QUICK,
        )
    assert script.connections == 1
    assert len(script.sent(PING)) >= 3


async def test_limits_of_calls() -> None:
    """Time, abort, a full queue and closing each end a call under a name of their own."""

    async def play(line: Line, frame: Frame) -> None:
        if frame["pkg_id"] == KEYSET:
            await asyncio.sleep(0.2)
            await line.reply(frame, [])

    async with playing(play) as script:
        out = await drive(
            script.port,
            """
            const say = (r) => [r.reason, r.sent];
            const early = Array.from({ length: 4 }, () => api.ws.call("GET_STATUS", undefined, { timeoutMs: 300 }));
            out.full = (await Promise.all(early)).map(say);
            const controller = new AbortController();
            setTimeout(() => controller.abort(), 20);
            out.aborted = say(await api.ws.call("GET_STATUS", undefined, { signal: controller.signal }));
            out.never = say(await api.ws.call("GET_STATUS", undefined, { signal: AbortSignal.abort() }));
            out.late = say(await api.ws.call("KEYSET", {}, { timeoutMs: 50 }));
            await soon(() => api.ws.unclaimed > 0);
            out.unclaimed = api.ws.unclaimed;
            const open = api.ws.call("GET_STATUS");
            api.ws.close();
            out.closed = [say(await open), say(await api.ws.call("GET_STATUS"))];
            """,
            "socket: { queueLimit: 3 }",
        )
    assert out == {
        "full": [["timeout", True]] * 3 + [["queue_full", False]],
        "aborted": ["aborted", True],
        "never": ["aborted", False],
        "late": ["timeout", True],
        "unclaimed": 1,
        "closed": [["closed", True], ["closed", False]],
    }


async def test_close_codes_that_end_it() -> None:
    """After 4400, 4403 and 4409 the client does not come back; after 1012 and 1001 it does."""
    ending: dict[int, list[Json]] = {}
    for code in (4400, 4403, 4409, 1012, 1001):

        async def play(line: Line, frame: Frame, code: int = code) -> None:
            if line.number == 0:
                await line.socket.close(code)
            else:
                await line.reply(frame, {"status": "up"})

        async with playing(play) as script:
            out = await drive(
                script.port,
                """
                const first = await api.ws.call("WAIT", { seconds: 1 });
                await new Promise((go) => setTimeout(go, 100));
                out.r = [first.reason, api.ws.state];
                """,
                QUICK,
            )
        ending[code] = [*cast("list[Json]", out["r"]), script.connections]
    assert ending == {
        4400: ["closed", "closed", 1],
        4403: ["closed", "closed", 1],
        4409: ["closed", "closed", 1],
        1012: ["disconnected", "open", 2],
        1001: ["disconnected", "open", 2],
    }


NOBODYS: Frame = {
    "pkg_id": 1,
    "req_id": "who",
    "status_code": 0,
    "data": None,
    "meta": None,
}
UNKNOWN_PUSH: Frame = {"pkg_id": 999, "req_id": None, "data": {}, "meta": None}
INVALID: Frame = {
    "code": "invalid_data",
    "msg": "",
    "details": [],
    "correlation_id": None,
}
FAULT: Frame = {
    "pkg_id": None,
    "req_id": None,
    "status_code": 2,
    "data": {"error": INVALID},
    "meta": None,
}


async def test_odd_frames_do_no_harm() -> None:
    """Garbage, unknown pushes, replies twice and replies to nobody are counted and otherwise ignored."""

    async def play(line: Line, frame: Frame) -> None:
        await line.socket.send("no json")
        await line.socket.send("[]")
        await line.send(UNKNOWN_PUSH)
        await line.send(NOBODYS)
        await line.reply(frame, {"status": "up"})
        await line.reply(frame, {"status": "twice"})
        await line.send(FAULT)

    async with playing(play) as script:
        out = await drive(
            script.port,
            """
            out.faults = [];
            api.ws.onFault((failure) => out.faults.push(failure.error.code));
            out.data = (await api.ws.call("GET_STATUS")).data;
            await soon(() => out.faults.length > 0);
            out.unclaimed = api.ws.unclaimed;
            """,
        )
    assert out["data"] == {"status": "up"}
    assert out["faults"] == ["invalid_data"]
    assert cast("int", out["unclaimed"]) >= 3
