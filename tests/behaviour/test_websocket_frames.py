"""Golden frames: what is written in tests/golden/websocket is what travels."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from svcgen_runtime.websocket.envelope import JSON, PushFrame
from svcgen_runtime.websocket.reserved import CONNECT, REAUTHENTICATE, ROOM
from svcgen_runtime.websocket.room import address_of
from tests.behaviour.websocket_service import GOLDEN, Frame, read, serving

CASES = {
    path.stem: json.loads(path.read_text()) for path in sorted(GOLDEN.glob("*.json"))
}
ANSWERED = [name for name, case in CASES.items() if "answered_by" in case]
PUSHES = ["push", "push_encoded_room", "broadcast", "room_position"]


def test_every_case_says_what_it_is() -> None:
    """A case has the name of its file, a direction and a frame; an answer is a case as well."""
    for name, case in CASES.items():
        assert case["name"] == name
        assert case["direction"] in ("client_to_server", "server_to_client")
        assert case.keys() <= {"name", "direction", "frame", "answered_by"}
        assert case.get("answered_by", name) in CASES


def without_time_of_day(frame: Frame) -> Frame:
    """The frame without the id that every connection has of its own."""
    if frame["req_id"] is None:
        data = frame["data"]
        assert isinstance(data, dict)
        assert len(data["error"].pop("correlation_id")) == 36
    return frame


@pytest.mark.parametrize("name", ANSWERED)
async def test_a_request_gets_its_reply(name: str) -> None:
    """The service answers the golden request with the golden reply, and stays open."""
    case = CASES[name]
    text = (
        case["frame"] if isinstance(case["frame"], str) else json.dumps(case["frame"])
    )
    expected = CASES[case["answered_by"]]["frame"]
    async with serving() as running, running.open() as socket:
        token = "good~reader~~"
        if name == "permission_denied_request":
            await socket.send(frame_of(-1, {"token": token}))
            await read(socket)
        await socket.send(text)
        reply = await read(socket)
        assert list(reply) == ["pkg_id", "req_id", "status_code", "data", "meta"]
        assert without_time_of_day(reply) == without_time_of_day(expected)
        if name != "goodbye_request":
            await socket.send(frame_of(-2, None))
            assert (await read(socket))["status_code"] == 0


def frame_of(pkg_id: int, data: object) -> str:
    req_id = "0190f3a8-9999-7000-8000-000000000001"
    return json.dumps({"pkg_id": pkg_id, "req_id": req_id, "data": data})


@pytest.mark.parametrize("name", PUSHES)
def test_a_push_is_written_as_agreed(name: str) -> None:
    """Pushes, broadcasts and room positions have the golden shape, to the last key."""
    frame = CASES[name]["frame"]
    meta = frame["meta"]
    push = PushFrame(
        frame["pkg_id"],
        json.dumps(frame["data"]).encode(),
        meta["room"],
        meta["epoch"],
        meta["offset"],
    )
    written = json.loads(JSON.push(push))
    assert written == frame
    assert list(written) == list(frame)


def test_addresses_are_encoded_as_agreed() -> None:
    """The room of the golden push is made of its key."""
    frame = CASES["push_encoded_room"]["frame"]
    assert address_of("chat", [frame["data"]["room_id"]]) == frame["meta"]["room"]


@pytest.mark.parametrize(
    "name",
    [name for name in CASES if name.endswith("_request") and name not in ANSWERED],
)
def test_reserved_requests_are_read(name: str) -> None:
    """Connect, join, leave and re-authenticate requests are understood as they stand."""
    text = json.dumps(CASES[name]["frame"])
    head = JSON.read(text)
    reserved = {
        -1: CONNECT.read,
        -3: ROOM.read,
        -4: ROOM.read,
        -5: REAUTHENTICATE.read,
    }
    assert reserved[head.pkg_id](text) is not None


def test_the_folder_is_where_typescript_looks_for_it() -> None:
    """The cases are plain JSON objects, in one folder."""
    assert TypeAdapter(Path).validate_python(GOLDEN).is_dir()
    assert len(CASES) > 60
