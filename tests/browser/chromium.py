"""Debian's Chromium, driven by playwright-core; every script reports what it saw as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tests.support.private import private_folder
from tests.support.programs import ServerMissing, find_program
from tests.support.run import current_run
from tests.typescript.drive import run_node
from tests.typescript.toolchain import install

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Seen:
    """What a script told, and what the browser did meanwhile that it should not do."""

    facts: dict[str, object]
    outside: list[str]
    faults: list[str]


def find_chromium() -> Path:
    """The browser; raises ServerMissing with what to type when there is none."""
    for name in NAMES:
        found = find_program(name)
        if found is not None:
            return found
    raise ServerMissing("Chromium", "chromium")


def screenshot(name: str) -> Path:
    """Where a script leaves a picture of a page: in the run's folder."""
    return current_run().folder / f"{name}.png"


def browse(script: str, url: str, **variables: str) -> Seen:
    """Run a script in a browser with a new, empty profile.

    Raises NodeFailed with what did not hold.
    """
    install(HERE)
    given = {
        "CHROMIUM": str(find_chromium()),
        "PROFILE": str(private_folder("chromium")),
        "BASE_URL": url,
    }
    told = json.loads(run_node(HERE / f"{script}.mjs", {**given, **variables}))
    return Seen(told["facts"], told["outside"], told["faults"])
