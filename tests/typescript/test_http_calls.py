"""Calls over HTTP: what is sent, what comes back, and how often it is tried."""

from __future__ import annotations

import json
from typing import TypeAlias, cast
from urllib.parse import parse_qsl, urlsplit

import pytest

from tests.typescript.drive import run_node
from tests.typescript.emission import built
from tests.typescript.fake_http import Answer, Asked, answering, error

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
PAGE: dict[str, object] = {
    "items": [],
    "meta": {"limit": 20, "next_cursor": None, "prev_cursor": None},
}


def drive(
    url: str, body: str, options: str = "", name: str = "torture"
) -> dict[str, Json]:
    """Run a script with `api`, a client of the server, and give the object `out` that it fills."""
    dist = built(name) / "dist"
    script = f"""
    import {{ createClient, ApiError }} from {json.dumps((dist / "index.js").as_uri())};
    const out = {{}};
    const backoff = {{ baseMs: 1, maxMs: 5 }};
    const api = createClient({{ baseUrl: {json.dumps(url)}, backoff, {options} }});
    {body}
    api.ws.close();
    console.log(JSON.stringify(out));
    """
    return cast("dict[str, Json]", json.loads(run_node(script)))


def test_what_is_sent() -> None:
    """Paths are percent-encoded, queries repeat keys and omit null, bodies hold the rest."""
    with answering(lambda asked, _: Answer(200, PAGE)) as fake:
        drive(
            fake.url + "/",
            """
            await api.http.getThing({ id: "a/b c?é" });
            await api.http.listThings({ string: "x&y=ü", color__in: ["a", "b"], parent_id: null, parent_id__null: true, limit: 5 });
            await api.http.new_({ class: "%2F", thing_id: "t" });
            await api.http.rt_({ a: 1, b: 2 }, { correlationId: "c-1", idempotencyKey: "k-1", headers: { "X-Own": "1" } });
            await api.http.updateThing({ id: "1", number: 3, date: null });
            await api.http.upload({ part_code: "p", image: new Blob(["bytes"]) });
            """,
            'token: () => "secret"',
        )
    get, listed, new, rt, update, upload = fake.asked
    assert get.target == "/api/things/a%2Fb%20c%3F%C3%A9"
    assert get.headers["authorization"] == "Bearer secret"
    assert parse_qsl(urlsplit(listed.target).query) == [
        ("string", "x&y=ü"),
        ("color__in", "a"),
        ("color__in", "b"),
        ("parent_id__null", "true"),
        ("limit", "5"),
    ]
    assert (new.target, json.loads(new.body)) == ("/api/new/%252F", {"thing_id": "t"})
    assert (rt.target, json.loads(rt.body)) == ("/api/rt?a=1", {"b": 2})
    assert (rt.headers["x-correlation-id"], rt.headers["idempotency-key"]) == (
        "c-1",
        "k-1",
    )
    assert rt.headers["x-own"] == "1"
    assert (update.method, json.loads(update.body)) == (
        "PATCH",
        {"number": 3, "date": None},
    )
    assert upload.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert 'name="image"' in upload.body
    assert "bytes" in upload.body


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_a_value_that_would_name_another_place_is_not_sent(value: str) -> None:
    """An empty or dotted path value is refused before anything is sent."""
    with answering(lambda asked, _: Answer()) as fake:
        out = drive(
            fake.url, f"out.r = await api.http.getThing({{ id: {json.dumps(value)} }});"
        )
    assert out["r"] == {
        "ok": False,
        "kind": "transport",
        "reason": "invalid_request",
        "sent": False,
        "cause": "an empty or dotted path value",
        "correlationId": None,
    }
    assert fake.asked == []


ANSWERS = {
    "ok": Answer(200, {"id": "1"}, {"X-Correlation-ID": "c-2"}),
    "declared": error(404, "not_found"),
    "undeclared": error(404, "odd_code"),
    "proxy": Answer(502, "<html>"),
    "garbled": Answer(200, "no json"),
    "deleted": Answer(204),
    "nothing": Answer(204),
}
RESULTS: dict[str, list[Json]] = {
    "ok": [True, None, 200, None, "c-2"],
    "declared": [False, "declared", 404, "not_found", "c-body"],
    "undeclared": [False, "undeclared", 404, None, "c-body"],
    "proxy": [False, "undeclared", 502, None, None],
    "garbled": [False, "transport", "invalid_answer", None, None],
    "deleted": [True, None, 204, None, None],
    "nothing": [True, None, 204, None, None],
}


def test_what_comes_back() -> None:
    """Success, declared, undeclared and transport failures are told apart, with the correlation id."""
    answers = list(ANSWERS.values())
    with answering(lambda asked, n: answers[n]) as fake:
        out = drive(
            fake.url,
            """
            const say = (r) => [r.ok, r.kind ?? null, r.status ?? r.reason, r.code ?? null, r.correlationId];
            for (const name of ["ok", "declared", "undeclared", "proxy", "garbled"])
              out[name] = say(await api.http.getThing({ id: "1" }));
            out.deleted = say(await api.http.deleteThing({ id: "1" }));
            out.nothing = say(await api.http.delete_({ new: "1" }));
            """,
            "retries: 0",
        )
    assert out == RESULTS


def test_or_throw_gives_the_data_or_an_error() -> None:
    """`.orThrow()` gives the data alone; its error carries the failure, status and correlation id."""
    with answering(
        lambda asked, n: (
            Answer(200, {"id": "1"}) if n == 0 else error(409, "out_of_words")
        )
    ) as fake:
        out = drive(
            fake.url,
            """
            out.data = await api.http.getThing({ id: "1" }).orThrow();
            try { await api.http.new_({ class: "a", thing_id: "t" }).orThrow(); } catch (error) {
              out.error = [error instanceof ApiError, error.message, error.failure.status, error.failure.correlationId];
            }
            """,
        )
    assert out == {
        "data": {"id": "1"},
        "error": [True, "409 out_of_words about out_of_words", 409, "c-body"],
    }


def test_only_repeatable_calls_are_tried_again() -> None:
    """GET comes again after 503 and after a cut connection, honouring Retry-After; POST does not."""

    def reply(asked: Asked, number: int) -> Answer:
        if asked.method == "POST" and "idempotency-key" not in asked.headers:
            return error(503, "unavailable")
        plan = {0: Answer(503, "", {"Retry-After": "0.2"}), 1: Answer(cut=True)}
        return plan.get(number, Answer(200, {"id": "1"}))

    with answering(reply) as fake:
        out = drive(
            fake.url,
            """
            const before = Date.now();
            out.get = (await api.http.getThing({ id: "1" })).ok;
            out.waited = Date.now() - before >= 200;
            out.post = (await api.http.new_({ class: "a", thing_id: "t" })).status;
            out.keyed = (await api.http.new_({ class: "a", thing_id: "t" }, { idempotencyKey: "k" })).ok;
            """,
        )
    assert out == {"get": True, "waited": True, "post": 503, "keyed": True}
    assert [asked.method for asked in fake.asked] == ["GET"] * 3 + ["POST"] * 2


def test_a_long_retry_after_is_not_waited_for() -> None:
    """A wait longer than the call may take gives the answer at once."""
    with answering(
        lambda asked, _: Answer(
            429, error(429, "rate_limited").body, {"Retry-After": "60"}
        )
    ) as fake:
        out = drive(
            fake.url,
            'out.status = (await api.http.getThing({ id: "1" }, { timeoutMs: 5000 })).status;',
        )
    assert out == {"status": 429}
    assert len(fake.asked) == 1


def test_abort_and_timeout() -> None:
    """A call ends when its signal aborts or its time is over, whichever is first."""
    with answering(lambda asked, _: Answer(delay=1.0)) as fake:
        out = drive(
            fake.url,
            """
            const late = await api.http.getThing({ id: "1" }, { timeoutMs: 50 });
            const controller = new AbortController();
            setTimeout(() => controller.abort(), 50);
            const stopped = await api.http.getThing({ id: "1" }, { signal: controller.signal });
            const never = await api.http.getThing({ id: "1" }, { signal: AbortSignal.abort() });
            out.all = [late, stopped, never].map((r) => [r.reason, r.sent]);
            """,
        )
    assert out == {"all": [["timeout", True], ["aborted", True], ["aborted", False]]}


def test_a_token_is_renewed_once_for_all_calls() -> None:
    """Twenty calls that meet 401 renew the token once and are all sent again."""

    def reply(asked: Asked, _: int) -> Answer:
        fresh = asked.headers["authorization"] == "Bearer new"
        return Answer(200, {"id": "1"}) if fresh else error(401, "token_expired")

    with answering(reply) as fake:
        out = drive(
            fake.url,
            """
            const calls = Array.from({ length: 20 }, () => api.http.getThing({ id: "1" }));
            out.ok = (await Promise.all(calls)).every((r) => r.ok);
            out.renewals = renewals;
            """,
            'token: async ({ refresh }) => { if (refresh) { globalThis.renewals = (globalThis.renewals ?? 0) + 1; await 0; globalThis.now = "new"; } return globalThis.now ?? "old"; }',
        )
    assert out == {"ok": True, "renewals": 1}
    assert len(fake.asked) == 40


def give_page(asked: Asked, _: int) -> Answer:
    """Give three numbered pages of pairs; two pages of things, then a refusal."""
    query = dict(parse_qsl(urlsplit(asked.target).query))
    meta: dict[str, object]
    if "pairs" in asked.target:
        page = int(query.get("page", "1"))
        counts: dict[str, object] = {
            "page": page,
            "per_page": 1,
            "total": 3,
            "pages": 3,
        }
        meta = {**counts, "next_cursor": None, "has_more": page < 3}
        return Answer(200, {"items": [page], "meta": meta})
    if query.get("cursor") == "c2":
        return error(422, "invalid_data")
    following = "c2" if "cursor" in query else "c1"
    meta = {"limit": 2, "next_cursor": following, "prev_cursor": None}
    items = [query.get("cursor"), query["string"]]
    return Answer(200, {"items": items, "meta": meta})


def test_lists_are_iterated_page_after_page() -> None:
    """Keyset lists follow next_cursor, offset lists count pages; a failing page throws."""

    with answering(give_page) as fake:
        out = drive(
            fake.url,
            """
            out.pairs = []; for await (const item of api.http.listPairsAll()) out.pairs.push(item);
            out.things = [];
            try { for await (const item of api.http.listThingsAll_({ string: "s" })) out.things.push(item); }
            catch (error) { out.failed = error.failure.code; }
            """,
        )
    assert out == {
        "pairs": [1, 2, 3],
        "things": [None, "s", "c1", "s"],
        "failed": "invalid_data",
    }
