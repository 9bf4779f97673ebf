"""The documents work without a network, and development conveniences stay there."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from svcgen_runtime.errors import SettingsError
from svcgen_runtime.testing import TestService
from svcgen_runtime.tokens import DevelopmentIssuer
from tests.behaviour.http_service import Probe, build_service


@pytest.fixture
async def service() -> AsyncIterator[TestService]:
    """The service in environment test."""
    async with TestService(build_service(Probe())) as running:
        yield running


@pytest.fixture
async def root(service: TestService) -> AsyncIterator[httpx.AsyncClient]:
    """A client at the root."""
    async with httpx.AsyncClient(base_url=service.url, trust_env=False) as client:
        yield client


async def test_docs_page_holds_a_strict_policy(root: httpx.AsyncClient) -> None:
    """No inline script, nothing from elsewhere, and each file that is named exists."""
    page = await root.get("/docs")
    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'none'" in policy
    assert not re.findall(r"<script(?![^>]*src=)", page.text)
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) == 5
    for address in addresses:
        assert address.startswith("/docs/static/")
        assert (await root.get(address)).status_code == 200
    assert (await root.get("/docs/static/..%2f__init__.py")).status_code == 404
    assert (await root.get("/docs/static/LICENSE")).status_code == 404


async def test_login_by_one_click(root: httpx.AsyncClient) -> None:
    """There is a button for each role, and the token it fetches works."""
    page = await root.get("/docs")
    assert re.findall(r'data-login="(\w*)"', page.text) == ["editor", "admin", ""]
    token = (await root.get("/dev/token?role=editor&subject=ann")).json()["token"]
    answer = await root.post(
        "/api/notes",
        json={"slug": "a"},
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.json()["owner"] == "ann"


async def test_no_development_conveniences_in_production() -> None:
    """Without a verifier production does not start; with one there is no /dev/token."""
    built = build_service(Probe())
    production = {"environment": "production", "database_url": "sqlite:///x.db"}
    built.load(built.settings.model_validate(production))
    with pytest.raises(SettingsError, match="use_token_verifier"):
        built.prepare_tokens()
    built.reset()
    built.use_token_verifier(DevelopmentIssuer("k" * 40, "notes"))
    async with (
        TestService(built, {"environment": "production"}) as service,
        httpx.AsyncClient(base_url=service.url, trust_env=False) as client,
    ):
        assert (await client.get("/dev/token")).status_code == 404
        assert "data-login" not in (await client.get("/docs")).text


async def test_openapi(root: httpx.AsyncClient) -> None:
    """Operation ids are names of functions; access, errors and metadata are told."""
    document = (await root.get("/openapi.json")).json()
    create = document["paths"]["/api/notes"]["post"]
    assert create["operationId"] == "create_note"
    assert create["security"] == [{"bearer": []}]
    assert create["x-access"] == "all of: editor"
    assert "security" not in document["paths"]["/api/notes"]["get"]
    declared = document["paths"]["/api/faults/declared"]["get"]
    assert declared["x-metadata"] == {"audit": "yes"}
    found = document["paths"]["/api/notes/{note_id}"]["get"]["responses"]
    assert found["404"]["description"] == "not_found"
    assert declared["responses"]["409"]["description"] == "out_of_stock"
    schemas = document["components"]["schemas"]
    assert "ErrorBody" in schemas
    assert "HTTPValidationError" not in schemas
    references = set(re.findall(r"#/components/schemas/(\w+)", str(document)))
    assert references <= set(schemas)


async def test_health_paths(service: TestService, root: httpx.AsyncClient) -> None:
    """All three answer; a process that was asked to stop is not ready, but alive."""
    for path in ("/livez", "/readyz", "/startupz"):
        assert (await root.get(path)).json()["status"] == "ready"
    checks = (await root.get("/readyz")).json()["checks"]
    assert checks["database"]["status"] == "up"
    service.service.shutdown.set()
    answer = await root.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (503, "draining")
    assert (await root.get("/livez")).status_code == 200
