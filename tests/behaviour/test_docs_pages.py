"""Every command and snippet of README.md and docs/guide, run as a reader would."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import postgres_server
from tests.support.pages import ROOT, TAGS, blocks, missing_lines, pages
from tests.support.reader import Reader
from tests.support.run import current_run
from tests.support.servers import shared_postgres

LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")


@pytest.fixture(scope="module")
def shop() -> Path:
    """The service that the guide's pages begin with: made once a run, committed, its environment set up."""
    run = current_run()
    folder = run.folder / "guide" / run.worker / "shop"
    folder.parent.mkdir(parents=True)
    new = [sys.executable, "-m", "svcgen.cli.main", "new", "shop"]
    told = subprocess.run([*new, "--example", "authors"], cwd=folder.parent, capture_output=True, text=True)  # fmt: skip
    assert told.returncode == 0, told.stderr
    script = "make setup && git add -A && git -c user.name=reader -c user.email=reader@example.org commit -qm first"
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def servers(rabbitmq_url: str, redis_url: str) -> Iterator[dict[str, str]]:
    """The addresses that pages write, and those of this run's own places on the servers."""
    server, name = shared_postgres()["url"], f"{current_run().own_name}_docs"
    with current_run().lock("postgres-databases"):
        database = postgres_server.create_database(server, name)
    yield {
        "postgresql://postgres@127.0.0.1:5432/shop": database,
        "amqp://guest:guest@127.0.0.1:5672/": rabbitmq_url,
        "redis://127.0.0.1:6379/0": redis_url,
    }
    postgres_server.drop_database(server, name)


def read_page(page: str, reader: Reader, folder: Path) -> None:
    """Read a page from its first block to its last."""
    try:
        for block in blocks(page):
            reader.read(block)
    finally:
        reader.close(folder)


def test_the_readme_is_true(tmp_path: Path) -> None:
    """A newcomer who types what README.md says, in an empty folder, sees what it says."""
    (tmp_path / "work").mkdir()
    read_page("README.md", Reader(tmp_path / "work"), tmp_path / "spec")


@pytest.mark.xdist_group("docs")
@pytest.mark.parametrize("page", pages()[1:])
def test_a_page_is_true(
    page: str, shop: Path, servers: dict[str, str], tmp_path: Path
) -> None:
    """A reader who types what a page says, in the service of the first page, sees what it says."""
    clean = "git reset -q --hard && git clean -qfdx -e .venv"
    subprocess.run(["bash", "-c", clean], cwd=shop, check=True)
    link = tmp_path / "work"
    link.mkdir()
    reader = Reader(link, servers)
    reader.enter(shop)
    read_page(page, reader, tmp_path / "page-spec")


@pytest.mark.parametrize("page", pages())
def test_every_block_is_tagged(page: str) -> None:
    """A fenced block says what it is, so that none is passed over."""
    untagged = [block.place for block in blocks(page) if block.tag not in TAGS]
    assert not untagged
    assert (ROOT / page).read_text().count("\n```") == 2 * len(blocks(page))


@pytest.mark.parametrize("page", pages())
def test_links_lead_somewhere(page: str) -> None:
    """A link to a file of the project names one that is there."""
    text = (ROOT / page).read_text()
    targets = {match[1] for match in LINK.finditer(text) if "://" not in match[1]}
    folder = (ROOT / page).parent
    assert not [target for target in targets if not (folder / target).exists()]


def test_expected_output_is_compared() -> None:
    """The comparison fails for a line that was not printed, and for lines in another order."""
    assert not missing_lines("a ... c\nd", "x\na b c\nd\n")
    assert missing_lines("d\na ... c", "x\na b c\nd\n") == ["a ... c"]
