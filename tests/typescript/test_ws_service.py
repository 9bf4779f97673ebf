"""The client against the runtime's own WebSocket endpoint, over real sockets."""

from __future__ import annotations

import asyncio
import json
from typing import TypeAlias, cast

from tests.behaviour.websocket_service import serving, token
from tests.typescript.drive import run_node
from tests.typescript.emission import built

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


async def drive(port: int, body: str, options: str = "") -> dict[str, Json]:
    """Run a script with `api`, a client of the service, beside the service."""
    dist = built("shop") / "dist"
    script = f"""
    import {{ createClient }} from {json.dumps((dist / "index.js").as_uri())};
    const out = {{}};
    const pick = (r) => r.ok ? [r.status, r.data, r.meta] : [r.kind, r.status ?? r.reason, r.error?.code];
    const soon = async (met) => {{ for (let n = 0; n < 300 && !met(); n += 1) await new Promise((go) => setTimeout(go, 10)); }};
    const connect = (more) => createClient({{ baseUrl: "http://127.0.0.1:{port}", ...more }});
    const api = connect({{ {options} }});
    {body}
    api.ws.close();
    console.log(JSON.stringify(out));
    """
    return cast(
        "dict[str, Json]", json.loads(await asyncio.to_thread(run_node, script))
    )


async def test_every_kind_of_reply() -> None:
    """Data, lists with their meta, nothing, and every declared and undeclared failure arrive as typed."""
    async with serving() as running:
        out = await drive(
            running.port,
            """
            const { ws } = api;
            out.status = pick(await ws.call("GET_STATUS"));
            out.keyset = (await ws.call("KEYSET", { limit: 1, sort: "name" })).meta;
            out.offset = (await ws.call("OFFSET", { page: 1, per_page: 1 })).meta;
            out.list = (await ws.call("ALL_AUTHORS")).data.length;
            out.nothing = pick(await ws.call("DELETE_AUTHOR", { id: "0190f3a8-7c1e-7b6a-9c55-000000000001" }));
            out.invalid = pick(await ws.call("CREATE_AUTHOR", { born: "never" }));
            out.anonymous = pick(await ws.call("WHO"));
            out.declared = pick(await ws.call("FAIL_DECLARED"));
            for (const name of ["INTERNAL", "MISSING", "CONFLICT", "RATE", "UNWRITTEN", "UNAVAILABLE"])
              out[name] = pick(await ws.call("FAIL_" + name));
            """,
        )
    assert out["status"] == [0, {"status": "up"}, None]
    assert out["keyset"] == {"limit": 1, "next_cursor": "bmV4dA", "prev_cursor": None}
    assert cast("dict[str, Json]", out["offset"])["total"] == 2
    assert out["list"] == 1
    assert out["nothing"] == [0, None, None]
    assert out["invalid"] == ["declared", 2, "invalid_data"]
    assert out["anonymous"] == ["declared", 7, "authentication_failed"]
    assert out["declared"] == ["declared", 100, "out_of_stock"]
    assert [
        cast("list[Json]", out[name])[:2]
        for name in ("INTERNAL", "MISSING", "CONFLICT")
    ] == [
        ["undeclared", 1],
        ["undeclared", 4],
        ["undeclared", 5],
    ]
    assert out["UNAVAILABLE"] == ["undeclared", 9, "unavailable"]


async def test_a_token_goes_either_way() -> None:
    """The token is taken from the first frame and from the subprotocol; a bad one is renewed once."""
    good, bad = token("ursula", "editor"), "bad"
    async with serving() as running:
        out = await drive(
            running.port,
            f"""
            for (const tokenBy of ["connect", "subprotocol"]) {{
              const own = connect({{ token: () => {json.dumps(good)}, socket: {{ tokenBy }} }});
              out[tokenBy] = pick(await own.ws.call("WHO"));
              own.ws.close();
              let asked = [];
              const renewed = connect({{
                token: ({{ refresh }}) => {{ asked.push(refresh); return refresh ? {json.dumps(good)} : {json.dumps(bad)}; }},
                socket: {{ tokenBy, backoff: {{ baseMs: 1, maxMs: 5 }} }},
              }});
              out[tokenBy + "Renewed"] = pick(await renewed.ws.call("WHO"));
              renewed.ws.close();
              const refused = connect({{ token: () => "bad", socket: {{ tokenBy, backoff: {{ baseMs: 1, maxMs: 5 }} }} }});
              const states = [];
              refused.ws.onState((state, code) => states.push([state, code]));
              out[tokenBy + "Refused"] = [pick(await refused.ws.call("WHO")), states.at(-1)];
            }}
            """,
        )
    for way in ("connect", "subprotocol"):
        assert out[way] == [0, {"status": "ursula"}, None]
        assert out[f"{way}Renewed"] == [0, {"status": "ursula"}, None]
        assert out[f"{way}Refused"] == [["transport", "closed", None], ["closed", 4401]]


async def test_pushes_and_rooms() -> None:
    """Who joined hears the room until it leaves; a broadcast is heard by all; a closed room refuses."""
    async with serving() as running:
        out = await drive(
            running.port,
            """
            const heard = [];
            const off = api.ws.on("SAID", (data, meta) => heard.push([data.text, meta.room, meta.offset]));
            api.ws.on("ANNOUNCED", (data, meta) => heard.push([data.text, meta.room]));
            out.joined = (await api.ws.join("hall", { text: "a/b c" }).orThrow()).room;
            out.denied = pick(await api.ws.join("staff"));
            out.unknown = pick(await api.ws.join("lobby"));
            await api.ws.call("SAY", { text: "a/b c" });
            await api.ws.call("SAY", { text: "elsewhere" });
            await api.ws.call("SAY", { text: "to all", how: "broadcast" });
            await soon(() => heard.length >= 2);
            await api.ws.leave("hall", { text: "a/b c" });
            await api.ws.call("SAY", { text: "a/b c" });
            off();
            out.heard = heard;
            """,
        )
    assert out["joined"] == "hall:a%2Fb%20c"
    assert out["denied"] == ["declared", 7, "authentication_failed"]
    assert out["unknown"] == ["declared", 3, "permission_denied"]
    assert out["heard"] == [["a/b c", "hall:a%2Fb%20c", 1], ["to all", None]]


async def test_the_chat_room() -> None:
    """A socket of its own: frames go in, pushes come out, and a refused frame is told of."""
    good = token("ursula")
    async with serving() as running:
        out = await drive(
            running.port,
            """
            const heard = [], faults = [];
            const rooms = [7, 7, 8].map((room_id) => api.sockets.chat({ room_id }));
            rooms.forEach((room, n) => room.on("CHAT_MESSAGE", (data) => heard.push([n, data.author, data.content])));
            rooms[1].onFault((failure) => faults.push([failure.status, failure.error.code]));
            out.ready = await Promise.all(rooms.map((room) => room.ready()));
            await new Promise((go) => setTimeout(go, 100));
            rooms[0].send({ content: "hello" });
            rooms[1].send({ content: "boom" });
            await soon(() => heard.length >= 2 && faults.length >= 1);
            out.heard = heard.sort(); out.faults = faults;
            rooms.forEach((room) => room.close());
            """,
            f"token: () => {json.dumps(good)}",
        )
    assert out["ready"] == [True, True, True]
    assert out["heard"] == [[0, "ursula", "hello"], [1, "ursula", "hello"]]
    assert out["faults"] == [[1, "internal_error"]]


async def test_two_thousand_calls_at_once() -> None:
    """Two thousand calls under way at once, with delays of all lengths, each get their own reply."""
    async with serving() as running:
        out = await drive(
            running.port,
            """
            const waits = Array.from({ length: 2000 }, (_, n) => ((n * 7919) % 40) / 1000);
            const replies = await Promise.all(waits.map((seconds) => api.ws.call("WAIT", { seconds }, { timeoutMs: 60000 })));
            out.wrong = replies.filter((r, n) => Number(r.data?.status) !== waits[n]).length;
            """,
            "socket: { queueLimit: 5000 }",
        )
    assert out == {"wrong": 0}
