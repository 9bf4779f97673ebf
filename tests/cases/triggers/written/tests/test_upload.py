"""Files: how large, and of which type."""

import pytest
from svcgen_runtime.testing import TestService

MAX = 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("size", "kind", "status", "code"),
    [
        (MAX, "image/png", 200, ""),
        (9, "text/plain; charset=utf-8", 200, ""),
        (MAX + 1, "image/png", 413, "payload_too_large"),
        (9, "image/jpeg", 415, "unsupported_media_type"),
    ],
)
async def test_what_a_file_may_be(
    running: TestService, size: int, kind: str, status: int, code: str
) -> None:
    """A file of the declared size and type comes in with the rest of its form; others are refused by name."""
    async with running.http(()) as client:
        answer = await client.post(
            "/scans/7", data={"title": "a"}, files={"scan": ("x", b"x" * size, kind)}
        )
    assert answer.status_code == status
    if code:
        assert answer.json()["error"]["code"] == code
    else:
        assert answer.json() == {"size": size, "title": "a"}


async def test_each_file_has_its_own_limit(running: TestService) -> None:
    """A second file has a limit of its own; a missing file and a long title are invalid data."""
    scan = ("x", b"x", "image/png")
    async with running.http(()) as client:
        files = {"scan": scan, "extra": ("y", b"y" * 1025, "text/plain")}
        answer = await client.post("/scans/7", data={"title": "a"}, files=files)
        assert answer.status_code == 413
        missing = await client.post("/scans/7", data={"title": "a"})
        assert missing.status_code == 422
        long = await client.post(
            "/scans/7", data={"title": "a" * 11}, files={"scan": scan}
        )
        assert long.json()["error"]["details"][0]["field"] == "title"
