"""Golden frames: what the client sends is what they say, and what they answer arrives whole."""

from __future__ import annotations

import asyncio
import json
from typing import cast

from tests.typescript.emission import ROOT
from tests.typescript.scripted_ws import CONNECT, Frame, Line, playing
from tests.typescript.test_ws_service import Json, drive

GOLDEN = ROOT / "tests" / "golden" / "websocket"
CALLS = {
    "no_data": 'call("GET_STATUS")',
    "keyset_list": 'call("KEYSET", { limit: 1, sort: "name" })',
    "with_data": 'call("CREATE_AUTHOR", { name: "Ursula K. Le Guin", born: "1929-10-21" })',
    "nothing_back": 'call("DELETE_AUTHOR", { id: "0190f3a8-7c1e-7b6a-9c55-000000000001" })',
    "plain_list": 'call("ALL_AUTHORS")',
    "offset_list": 'call("OFFSET", { page: 1, per_page: 1 })',
    "invalid_data": 'call("CREATE_AUTHOR", { born: "never" })',
    "permission_denied": 'call("EDIT")',
    "authentication_required": 'call("WHO")',
    "error": 'call("FAIL_INTERNAL")',
    "not_found": 'call("FAIL_MISSING")',
    "conflict": 'call("FAIL_CONFLICT")',
    "rate_limited": 'call("FAIL_RATE")',
    "not_implemented": 'call("FAIL_UNWRITTEN")',
    "unavailable": 'call("FAIL_UNAVAILABLE")',
    "declared_error": 'call("FAIL_DECLARED")',
    "join": 'join("order", { order_id: "0190f3a8-7c1e-7b6a-9c55-000000000001" })',
    "join_keyless": 'join("lobby")',
    "leave": 'leave("order", { order_id: "0190f3a8-7c1e-7b6a-9c55-000000000001" })',
}
NOT_SENT = {
    "bad_json", "bad_pkg_id", "bad_req_id", "missing_req_id", "not_an_object", "null_data", "upper_case_req_id",
    "unknown_package", "connect_resume", "connect_ticket", "goodbye", "reauthenticate",
    "connect_anonymous", "connect_token", "ping",
}  # fmt: skip
"""Requests that this client never makes, and those that it makes by itself (tested apart)."""
PUSHES = ("push", "push_encoded_room", "broadcast", "socket_error", "room_position")


def golden(name: str) -> Frame:
    """Give the frame of a case."""
    frame: Frame = json.loads((GOLDEN / f"{name}.json").read_text())["frame"]
    return frame


def without_id(frame: Frame) -> Frame:
    """Give a frame without the id that the client made up."""
    return {name: value for name, value in frame.items() if name != "req_id"}


def test_every_golden_request_is_named_here() -> None:
    """A golden request that is added has to be sent here, or named as one that the client never sends."""
    known = {
        path.stem.removesuffix("_request") for path in GOLDEN.glob("*_request.json")
    }
    assert known == {*CALLS, *NOT_SENT}


async def test_calls_send_and_read_golden_frames() -> None:
    """Each call sends its golden request, and its result is what the golden reply says."""
    names = iter(CALLS)

    async def play(line: Line, frame: Frame) -> None:
        reply = golden(f"{next(names)}_reply")
        await line.send({**reply, "req_id": frame["req_id"]})

    script_text = "\n".join(
        f"out.{name} = await api.ws.{call};" for name, call in CALLS.items()
    )
    async with playing(play) as script:
        out = await drive(script.port, script_text)
    sent = script.frames[0][1:]
    for name, frame in zip(CALLS, sent, strict=True):
        assert without_id(frame) == without_id(golden(f"{name}_request")), name
        assert out[name] == expected(golden(f"{name}_reply"), out[name], frame), name


def expected(reply: Frame, result: Json, frame: Frame) -> Frame:
    """Give the result that a golden reply stands for."""
    assert isinstance(result, dict)
    head: Frame = {"status": reply["status_code"], "correlationId": frame["req_id"]}
    if reply["status_code"] == 0:
        return {**head, "ok": True, "data": reply["data"], "meta": reply["meta"]}
    error = cast("dict[str, Frame]", reply["data"])["error"]
    if result["kind"] == "declared":
        return {
            **head,
            "ok": False,
            "kind": "declared",
            "code": error["code"],
            "error": error,
        }
    return {
        **head,
        "ok": False,
        "kind": "undeclared",
        "error": error,
        "body": reply["data"],
    }


async def test_pushes_are_read_as_golden_frames() -> None:
    """Pushes, broadcasts and faults arrive with the data and meta of their golden frames."""

    async def play(line: Line, frame: Frame) -> None:
        for name in PUSHES:
            await line.send(golden(name))
        await asyncio.sleep(0)
        await line.reply(frame)

    async with playing(play) as script:
        out = await drive(
            script.port,
            """
            out.heard = [];
            for (const name of ["SAID", "CHAT_MESSAGE", "ANNOUNCED"]) api.ws.on(name, (data, meta) => out.heard.push({ data, meta }));
            api.ws.onFault((failure) => { out.fault = failure.error; });
            await api.ws.call("GET_STATUS");
            out.unclaimed = api.ws.unclaimed;
            """,
        )
    named = [golden(name) for name in PUSHES[:3]]
    assert out["heard"] == [
        {"data": frame["data"], "meta": frame["meta"]} for frame in named
    ]
    assert out["fault"] == cast("Frame", golden("socket_error")["data"])["error"]
    assert out["unclaimed"] == 0


async def test_connecting_sends_golden_frames() -> None:
    """The first frame is the golden one, with a token and without; pings are golden too."""

    async def play(line: Line, frame: Frame) -> None:
        await line.reply(frame)

    for name, options in (
        ("connect_anonymous", ""),
        ("connect_token", 'token: () => "header.payload.signature", '),
    ):
        async with playing(play) as script:
            wait = (
                "await api.ws.ready(); await new Promise((go) => setTimeout(go, 150));"
            )
            await drive(script.port, wait, f"{options}socket: {{ heartbeatMs: 50 }}")
        connect, ping = script.frames[0][:2]
        assert connect["pkg_id"] == CONNECT
        assert without_id(connect) == without_id(golden(f"{name}_request"))
        assert without_id(ping) == without_id(golden("ping_request"))


async def test_a_socket_sends_golden_frames() -> None:
    """What is sent to a socket of its own is the data alone."""
    sent: list[Frame] = []

    async def play(line: Line, frame: Frame) -> None:
        sent.append(frame)

    async with playing(play) as script:
        await drive(
            script.port,
            """
            const chat = api.sockets.chat({ room_id: 7 });
            chat.send({ content: "hello" });
            await chat.ready();
            await new Promise((go) => setTimeout(go, 100));
            chat.close();
            """,
        )
    assert sent == [golden("socket_frame")]
