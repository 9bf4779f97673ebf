"""The authors example as a process, driven by its own emitted client."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.private import PrivateServer
from tests.typescript.emitted_service import developing, drive, wait_for_log

pytestmark = pytest.mark.xdist_group("emitted-authors")


@pytest.fixture(scope="module")
def authors() -> Iterator[PrivateServer]:
    """The service in `dev`, with an SQLite file of its own."""
    with developing("authors") as service:
        yield service


def test_rows_and_refusals_over_http(authors: PrivateServer) -> None:
    """Authors and books live over HTTP; 401, 403, 404, 409 and 422 are narrowed by type."""
    drive("authors", "http", authors.url)
    wait_for_log(authors, r"status=404 .*\[traced-1")


def test_iterators_reach_the_last_page(authors: PrivateServer) -> None:
    """Pages by cursor and by number are walked to the end, and no further."""
    drive("authors", "pages", authors.url)


def test_the_same_commands_over_websocket(authors: PrivateServer) -> None:
    """Calls by name give the rows that HTTP gives; pushes arrive; the worker in the process gets the messages."""
    drive("authors", "ws", authors.url)
    wait_for_log(authors, "Chinua Achebe was added")
    wait_for_log(authors, "welcome to the catalogue|no letter")
