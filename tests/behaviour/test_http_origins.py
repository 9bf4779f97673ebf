"""Pages of other origins: who may read answers, over real HTTP."""

from collections.abc import AsyncIterator

import httpx
import pytest

from svcgen_runtime.testing import TestService
from svcgen_runtime.tokens import DevelopmentIssuer
from tests.behaviour.http_service import Probe, build_service

ALLOW = "access-control-allow-origin"
SHOP = "https://shop.example.org"
PREFLIGHT = {
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "authorization,content-type,idempotency-key",
}


@pytest.fixture
async def deployed() -> AsyncIterator[httpx.AsyncClient]:
    """The service in production, with pages of one origin let in."""
    built = build_service(Probe())
    built.use_token_verifier(DevelopmentIssuer("k" * 40, "notes"))
    settings = {
        "environment": "production",
        "allowed_origins": f"{SHOP}, https://b.org",
        "max_body_bytes": "1000",
    }
    async with (
        TestService(built, settings) as service,
        httpx.AsyncClient(base_url=service.url, trust_env=False) as client,
    ):
        yield client


@pytest.fixture
async def developed() -> AsyncIterator[httpx.AsyncClient]:
    """The service in test, which is like dev."""
    async with (
        TestService(build_service(Probe())) as service,
        httpx.AsyncClient(base_url=service.url, trust_env=False) as client,
    ):
        yield client


async def test_a_named_origin_may_ask_and_read(deployed: httpx.AsyncClient) -> None:
    """Its preflight names what it may send; refusals are readable as well as answers."""
    before = await deployed.options("/api/notes", headers={"Origin": SHOP, **PREFLIGHT})
    assert before.status_code == 200
    assert before.headers[ALLOW] == SHOP
    assert "PATCH" in before.headers["access-control-allow-methods"]
    assert "idempotency-key" in before.headers["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in before.headers
    for path, status in (("/livez", 200), ("/nowhere", 404)):
        answer = await deployed.get(path, headers={"Origin": SHOP})
        assert (answer.status_code, answer.headers[ALLOW]) == (status, SHOP)
        assert "origin" in answer.headers["vary"].lower()
        exposed = answer.headers["access-control-expose-headers"]
        assert "X-Correlation-ID" in exposed
        assert "Retry-After" in exposed
    large = await deployed.post(
        "/api/notes", content=b"x" * 1_001, headers={"Origin": SHOP}
    )
    assert (large.status_code, large.headers[ALLOW]) == (413, SHOP)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.org",
        "null",
        "http://shop.example.org",
        "https://shop.example.org:8443",
        "https://shop.example.org.evil.org",
        "https://evil-shop.example.org",
        "http://localhost:5173",
        "https://SHOP.example.org",
    ],
)
async def test_no_other_origin_may(deployed: httpx.AsyncClient, origin: str) -> None:
    """Neither look-alikes nor, in production, this machine: answers carry no mark, preflights fail."""
    answer = await deployed.get("/livez", headers={"Origin": origin})
    assert ALLOW not in answer.headers
    before = await deployed.options(
        "/api/notes", headers={"Origin": origin, **PREFLIGHT}
    )
    assert before.status_code == 400
    assert ALLOW not in before.headers


async def test_this_machine_may_while_developing(developed: httpx.AsyncClient) -> None:
    """Any port of this machine may call in dev and test; other hosts may not."""
    for origin in ("http://localhost:5173", "http://127.0.0.1:3000"):
        answer = await developed.get("/livez", headers={"Origin": origin})
        assert answer.headers[ALLOW] == origin
    answer = await developed.get("/livez", headers={"Origin": "https://evil.org"})
    assert ALLOW not in answer.headers
    assert ALLOW not in (await developed.get("/livez")).headers
