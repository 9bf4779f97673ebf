"""Who may: decided before the input is read, and the owner's rule inside the work."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import NamedTuple

import httpx
import pytest

from svcgen_runtime.http import Router
from svcgen_runtime.testing import TestService
from svcgen_runtime.tokens import DevelopmentIssuer
from tests.behaviour.http_service import Probe, build_service, count_notes


class Running(NamedTuple):
    """The started service and its probe."""

    service: TestService
    probe: Probe


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    """The service."""
    probe = Probe()
    async with TestService(build_service(probe)) as service:
        yield Running(service, probe)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code."""
    return answer.status_code, str(answer.json()["error"]["code"])


async def test_access_is_decided_before_the_input_is_read(running: Running) -> None:
    """Invalid data from somebody who may not is 401 or 403, never 422 or 415."""
    bad = {"slug": 17}
    async with running.service.http() as client:
        assert code_of(await client.post("/notes", json=bad))[0] == 401
        assert code_of(await client.post("/notes", content="x"))[0] == 401
    async with running.service.http(roles=("admin",)) as client:
        assert code_of(await client.post("/notes", json=bad)) == (
            403,
            "permission_denied",
        )
    async with running.service.http(roles=("editor",)) as client:
        assert code_of(await client.post("/notes", json=bad))[0] == 422


async def test_any_role_is_enough_where_any_is_asked(running: Running) -> None:
    """AnyOf lets each of its roles in, and nobody without one."""
    for roles, status in (((), 403), (("editor",), 501), (("admin",), 501)):
        async with running.service.http(roles=roles) as client:
            assert (await client.get("/faults/unwritten")).status_code == status


async def test_owner(running: Running) -> None:
    """The owner may delete, an admin too; others get 403 and the handler does not run."""
    async with running.service.http(roles=("editor",), subject="ann") as ann:
        created = [
            (await ann.post("/notes", json={"slug": slug})).json() for slug in "ab"
        ]
        first, second = (f"/notes/{note['id']}" for note in created)
        async with running.service.http(roles=("editor",), subject="bob") as bob:
            assert code_of(await bob.delete(first)) == (403, "permission_denied")
            assert code_of(await bob.delete("/notes/999"))[0] == 404
        assert "delete_note" not in running.probe.seen
        assert (await ann.delete(first)).status_code == 204
    async with running.service.http(roles=("admin",), subject="eve") as eve:
        assert (await eve.delete(second)).status_code == 204
    async with running.service.http() as anonymous:
        assert code_of(await anonymous.delete(first))[0] == 401
    assert await count_notes(running.service.service) == 0


async def test_bad_tokens_are_refused_on_public_routes_too(running: Running) -> None:
    """Expired, foreign, unsigned and malformed tokens are 401, each with its code."""
    service = running.service
    issuer = service.service.token_verifier
    assert isinstance(issuer, DevelopmentIssuer)
    stranger = DevelopmentIssuer("k" * 40, "notes").issue(("editor",))
    unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."
    tokens = {
        issuer.issue(lifetime=timedelta(seconds=-1)): "token_expired",
        stranger: "authentication_failed",
        unsigned: "authentication_failed",
        "nonsense": "authentication_failed",
    }
    async with service.http() as client:
        for token, code in tokens.items():
            headers = {"authorization": f"Bearer {token}"}
            answer = await client.get("/notes", headers=headers)
            assert code_of(answer) == (401, code)
        answer = await client.get("/notes", headers={"authorization": "Basic YTpi"})
        assert code_of(answer) == (401, "authentication_failed")


def test_no_route_without_a_rule() -> None:
    """Leaving `access` out is an error where the route is declared."""
    with pytest.raises(TypeError, match="access"):
        Router().get("/open")  # type: ignore[call-arg]
