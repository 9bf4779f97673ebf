"""Every error has one form, whoever found it."""

from collections.abc import AsyncIterator

import httpx
import pytest

from svcgen_runtime.testing import TestService
from tests.behaviour.http_service import Probe, build_service

NOTE = {"slug": "a"}


@pytest.fixture
async def service() -> AsyncIterator[TestService]:
    """The service with a small body limit."""
    async with TestService(build_service(Probe()), {"max_body_bytes": 2000}) as running:
        yield running


def code_of(answer: httpx.Response) -> str:
    """The error's code, once the body has the one form."""
    error = answer.json()["error"]
    assert set(error) == {"code", "msg", "details", "correlation_id"}
    assert error["correlation_id"] == answer.headers["x-correlation-id"]
    assert answer.headers["content-type"] == "application/json"
    return str(error["code"])


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("PUT", "/notes", 405, "method_not_allowed"),
        ("GET", "/notes?limit=0", 422, "invalid_data"),
        ("GET", "/notes?limit=x", 422, "invalid_data"),
        ("GET", "/echo/no-uuid", 422, "invalid_data"),
        ("GET", "/faults/declared", 409, "out_of_stock"),
        ("GET", "/faults/limited", 429, "rate_limited"),
        ("GET", "/faults/unwritten", 401, "authentication_failed"),
        ("GET", "/faults/wrong-shape", 500, "internal_error"),
        ("POST", "/notes", 401, "authentication_failed"),
    ],
)
async def test_errors_have_one_form(
    service: TestService, method: str, path: str, status: int, code: str
) -> None:
    """Status and code fit each other, and the body is always the same."""
    async with service.http() as client:
        answer = await client.request(method, path)
    assert (answer.status_code, code_of(answer)) == (status, code)


async def test_headers_that_belong_to_a_status(service: TestService) -> None:
    """405 names the methods, 401 the scheme, 429 when to come back."""
    async with service.http() as client:
        assert (await client.put("/echo/x")).headers["allow"] == "GET"
        assert (await client.post("/notes")).headers["www-authenticate"] == "Bearer"
        assert (await client.get("/faults/limited")).headers["retry-after"] == "3"


async def test_not_written_commands_answer_501(service: TestService) -> None:
    """A command that nobody has written is told by its name."""
    async with service.http(roles=("admin",)) as client:
        answer = await client.get("/faults/unwritten")
    assert (answer.status_code, code_of(answer)) == (501, "not_implemented")
    assert "place_order" in answer.json()["error"]["msg"]


async def test_crash_tells_nothing(service: TestService) -> None:
    """An unforeseen exception leaks no text of the program."""
    async with service.http() as client:
        answer = await client.post("/faults/crash", json=NOTE)
    assert (answer.status_code, code_of(answer)) == (500, "internal_error")
    assert "hunter2" not in answer.text
    assert "RuntimeError" not in answer.text


async def test_invalid_bodies(service: TestService) -> None:
    """Fields at fault are named; what is no JSON is 400; another type is 415."""
    async with service.http(roles=("editor",)) as client:
        long = await client.post("/notes", json={"slug": "a" * 21})
        bad = await client.post(
            "/notes", content="{", headers={"content-type": "application/json"}
        )
        text = await client.post("/notes", content="slug=a")
        form = await client.post("/notes", data=NOTE)
    assert (long.status_code, code_of(long)) == (422, "invalid_data")
    details = long.json()["error"]["details"]
    assert [one["field"] for one in details] == ["slug"]
    assert details[0]["code"] == "string_too_long"
    assert (bad.status_code, code_of(bad)) == (400, "invalid_data")
    assert (text.status_code, code_of(text)) == (415, "unsupported_media_type")
    assert (form.status_code, code_of(form)) == (415, "unsupported_media_type")


async def test_large_bodies_are_413(service: TestService) -> None:
    """With a length the body is not read; without one it is read up to the limit."""

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(30):
            yield b" " * 100

    headers = {"content-type": "application/json"}
    async with service.http(roles=("editor",)) as client:
        declared = await client.post("/notes", content=b" " * 3000, headers=headers)
        streamed = await client.post("/notes", content=chunks(), headers=headers)
    assert (declared.status_code, code_of(declared)) == (413, "payload_too_large")
    assert (streamed.status_code, code_of(streamed)) == (413, "payload_too_large")


async def test_problem_json_when_asked_for(service: TestService) -> None:
    """Accept chooses the form of RFC 9457, with the same facts."""
    async with service.http() as client:
        answer = await client.get(
            "/nowhere", headers={"accept": "application/problem+json"}
        )
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["code"]) == (404, "not_found")
    assert problem["title"] == "Not Found"
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]


async def test_correlation_id(service: TestService) -> None:
    """A harmless id is kept, a hostile one replaced; traceparent stands in for none."""
    path = "/echo/00000000-0000-4000-8000-000000000000"
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    async with service.http() as client:
        kept = await client.get(path, headers={"x-correlation-id": "order-17"})
        hostile = await client.get(path, headers={"x-correlation-id": "a b\t<x>"})
        traced = await client.get(
            path, headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
        )
    assert kept.headers["x-correlation-id"] == "order-17"
    assert kept.json()["correlation_id"] == "order-17"
    assert len(hostile.headers["x-correlation-id"]) == 32
    assert traced.headers["x-correlation-id"] == trace
