"""Nothing of the machine that a file was written on stands in it."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, known_files, read

HOME = re.compile(r"/(?:home|Users)/[a-z][\w.-]*/")
HOSTS = re.compile(
    r"https?://(?:pypi\.org/simple|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)"
)


def test_no_path_of_a_machine_is_committed() -> None:
    """No file names this checkout's folder or somebody's home."""
    here = str(ROOT)
    named = [
        path
        for path in known_files()
        if here in (text := read(path)) or (HOME.search(text) and path != own_path())
    ]
    assert not named


def test_no_address_of_a_registry_is_committed() -> None:
    """Registries are reached by the clients' own settings, never by an address in a file."""
    named = [p for p in known_files() if p != own_path() and HOSTS.search(read(p))]
    assert not named


def own_path() -> str:
    """This file, which has to spell what it looks for."""
    return str(Path(__file__).relative_to(ROOT))
