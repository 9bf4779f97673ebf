"""/docs of the authors example in a real browser, with every request to elsewhere stopped."""

from __future__ import annotations

from tests.browser.chromium import browse, screenshot
from tests.typescript.emitted_service import developing


def test_docs_offline_with_a_login_of_one_click() -> None:
    """The page renders under its policy with no fault; a click acts as a role, and its token is used."""
    with developing("authors") as service:
        pictures = {"LOADED": "docs", "LOGGED_IN": "docs-logged-in"}
        paths = {name: str(screenshot(file)) for name, file in pictures.items()}
        seen = browse("docs", service.url, **paths)
    assert seen.outside == []
    # what the service refuses is a console error of the browser's own making
    refusals = [fault for fault in seen.faults if "Failed to load resource" in fault]
    assert [fault for fault in seen.faults if fault not in refusals] == []
    assert len(refusals) == 3
    facts = seen.facts
    policy = str(facts["policy"])
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert facts["operations"] == 13
    roles = ["get-authors", "create-author", "update-author", "delete-author", "admin"]
    assert facts["buttons"] == [*roles, "all roles", "no role", "log out"]
    assert facts["before"] == "not logged in"
    assert facts["stranger"] == {"status": 401, "bearer": False}
    assert facts["acting"] == "acting as get-authors"
    assert facts["reader"] == {"status": 200, "bearer": True}
    assert facts["forbidden"] == {"status": 403, "bearer": True}
    assert facts["created"] == {"status": 201, "bearer": True}
    assert facts["listed"] == {"status": 200, "bearer": True}
    assert facts["after"] == "not logged in"
    assert facts["out"] == {"status": 401, "bearer": False}
