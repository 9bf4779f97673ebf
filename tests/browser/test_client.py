"""The emitted TypeScript client in a page of another origin, in a real browser."""

from __future__ import annotations

import httpx

from tests.browser.chromium import browse
from tests.browser.page_server import serving_page
from tests.typescript.emitted_service import compiled_scripts, developing
from tests.typescript.toolchain import bundle

ROLES = ("get-authors", "create-author", "update-author", "delete-author", "admin")


def test_the_client_in_a_page() -> None:
    """Every verb, iterators, calls and pushes work across origins, under a policy without unsafe-eval."""
    script = bundle(compiled_scripts() / "authors" / "page.js")
    with developing("authors") as service, serving_page(script, service.url) as page:
        query = httpx.QueryParams([("role", role) for role in ROLES])
        asked = httpx.get(f"{service.url}/dev/token", params=query, trust_env=False)
        token = asked.json()["token"]
        seen = browse("page", service.url, PAGE_URL=page.origin, TOKEN=token)
    facts = seen.facts
    policy = str(facts.pop("policy"))
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert facts == {
        "ready": True,
        "correlation": "from-a-page",
        "pushed": True,
        "changed": "1775-12-16",
        "rows": ["1775-12-16", "1775-12-16"],
        "listed": 1,
        "refused": [401, "authentication_failed"],
        "answered": 1000,
        "deleted": True,
        "gone": 404,
        "evaluated": False,
    }
    assert seen.outside == []
    expected = ("401 (Unauthorized)", "404 (Not Found)", "Content Security Policy")
    assert [f for f in seen.faults if not any(part in f for part in expected)] == []
