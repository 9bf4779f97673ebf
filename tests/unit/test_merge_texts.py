"""Merges of what is not Python, case by case: which bytes come out is what an owner sees in their diff."""

from __future__ import annotations

from pathlib import Path

import pytest

from svcgen.merge.texts import merge_text
from svcgen.merge.units import MergeFacts, TextMerge, Unmergeable

ROOT = Path(__file__).parents[2]
TREES = [ROOT / "examples" / name for name in ("authors", "flights", "tasks")]
FACTS = MergeFacts()
TOML = """\
[project]
name = "shop"
dependencies = ["svcgen-runtime~=0.1.0", "pandas"]

[tool.mypy]
strict = true
files = ["src", "tests"]

# what svcgen alone writes
[tool.black]
extend-exclude = "/contract/"
"""
COMPOSE = """\
# three runtimes
services:
  server:
    command: [server]
    ports: ["8000:8000"]
  redis:
    image: redis:7

volumes:
  postgres:
"""
STEPS = """\
on: [push, pull_request]
jobs:
  test:
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: make test
"""
MAKE = "a:\n\techo a\n\nb:\n\techo b\n\nc:\n\techo c\n"


def merge(path: str, base: str, yours: str, new: str) -> TextMerge:
    """Merge three texts of a file."""
    return merge_text(path, base.encode(), yours.encode(), new.encode(), FACTS)


def swap(text: str, *pairs: tuple[str, str]) -> str:
    """Replace words that must be there."""
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


CLEAN = {
    "a key of each side": (
        "pyproject.toml",
        TOML,
        swap(TOML, ("strict = true", "strict = true\nplugins = ['x']  # ours")),
        swap(TOML, ('["src", "tests"]', '["src", "tests", "docs"]')),
        swap(
            TOML,
            ("strict = true", "strict = true\nplugins = ['x']  # ours"),
            ('["src", "tests"]', '["src", "tests", "docs"]'),
        ),
    ),
    "an array that both added to, laid out by the owner": (
        "pyproject.toml",
        TOML,
        swap(TOML, (', "pandas"]', ',\n    "pandas",\n    "numpy",\n]')),
        swap(TOML, ('"pandas"]', '"pandas", "httpx"]')),
        swap(
            TOML,
            (
                ', "pandas"]',
                ',\n    "pandas",\n    "httpx",\n    "numpy",\n]',
            ),
        ),
    ),
    "a new table beside one of the owner's": (
        "pyproject.toml",
        TOML,
        f"{TOML}\n[tool.ours]\nx = 1\n",
        swap(TOML, ("[tool.mypy]", "# new\n[tool.ruff]\nsrc = ['src']\n\n[tool.mypy]")),
        swap(TOML, ("[tool.mypy]", "# new\n[tool.ruff]\nsrc = ['src']\n\n[tool.mypy]"))
        + "\n[tool.ours]\nx = 1\n",
    ),
    "a comment that the generator changed": (
        "pyproject.toml",
        TOML,
        swap(TOML, ('"shop"', "'shop'")),
        swap(TOML, ("svcgen alone", "only svcgen")),
        swap(TOML, ('"shop"', "'shop'"), ("svcgen alone", "only svcgen")),
    ),
    "a service of each side, ports of both": (
        "compose.yaml",
        COMPOSE,
        swap(COMPOSE, ('"8000:8000"]', '"8000:8000", "9000:9000"] # ours')),
        swap(
            COMPOSE,
            ('["8000:8000"]', '["8000:8000", "8001:8001"]'),
            ("  redis:", "  worker:\n    command: [worker]\n  redis:"),
        ),
        swap(
            COMPOSE,
            ('"8000:8000"]', '"8000:8000", "8001:8001", "9000:9000"] # ours'),
            ("  redis:", "  worker:\n    command: [worker]\n  redis:"),
        ),
    ),
    "another indent than the generator's": (
        "compose.yaml",
        COMPOSE,
        swap(COMPOSE, ("    ", "\t"), ("  ", "    "), ("\t", "        ")),
        swap(COMPOSE, ("redis:7", "redis:8\n    restart: always")),
        swap(
            swap(COMPOSE, ("redis:7", "redis:8\n    restart: always")),
            ("    ", "\t"),
            ("  ", "    "),
            ("\t", "        "),
        ),
    ),
    "a step of each side; `on` stays as it is": (
        ".github/workflows/ci.yml",
        STEPS,
        swap(STEPS, ("- run: make test", "- run: make test\n      - run: make ours")),
        swap(STEPS, ("setup-python@v5", "setup-python@v6")),
        swap(
            STEPS,
            ("- run: make test", "- run: make test\n      - run: make ours"),
            ("setup-python@v5", "setup-python@v6"),
        ),
    ),
    "lines of a Makefile": (
        "Makefile",
        MAKE,
        swap(MAKE, ("echo a", "echo a # ours")),
        swap(MAKE, ("echo c", "echo C")),
        swap(MAKE, ("echo a", "echo a # ours"), ("echo c", "echo C")),
    ),
    "two lines at one place of a set of lines": (
        ".gitignore",
        "a\nb\n",
        "a\nb\nmine\n",
        "a\nb\ntheirs\n",
        "a\nb\nmine\ntheirs\n",
    ),
    "lines that end in CR LF": (
        "Dockerfile",
        MAKE,
        swap(MAKE, ("echo a", "echo ours"), ("\n", "\r\n")),
        swap(MAKE, ("echo c", "echo C\n\techo D")),
        swap(
            MAKE,
            ("echo a", "echo ours"),
            ("echo c", "echo C\n\techo D"),
            ("\n", "\r\n"),
        ),
    ),
    "a byte order mark": (
        "compose.yaml",
        COMPOSE,
        "\ufeff" + swap(COMPOSE, ("redis:7", "redis:6")),
        swap(COMPOSE, ("[server]", "[server]\n    restart: always")),
        "\ufeff"
        + swap(
            COMPOSE,
            ("redis:7", "redis:6"),
            ("[server]", "[server]\n    restart: always"),
        ),
    ),
    "keys that end in CR LF": (
        "compose.yaml",
        COMPOSE,
        swap(COMPOSE, ("redis:7", "redis:6"), ("\n", "\r\n")),
        swap(COMPOSE, ("[server]", "[server]\n    restart: always")),
        swap(
            COMPOSE,
            ("redis:7", "redis:6"),
            ("[server]", "[server]\n    restart: always"),
            ("\n", "\r\n"),
        ),
    ),
}
CLASHES = {
    "one value": (
        "pyproject.toml",
        TOML,
        swap(TOML, ("strict = true", "strict = false")),
        swap(TOML, ("strict = true", "strict = 1"), ("/contract/", "/wiring/")),
        "tool.mypy.strict",
        swap(TOML, ("strict = true", "strict = false"), ("/contract/", "/wiring/")),
    ),
    "one element of an array": (
        "pyproject.toml",
        TOML,
        swap(TOML, ("~=0.1.0", "==0.1.7")),
        swap(TOML, ("~=0.1.0", "~=0.2.0")),
        "project.dependencies",
        swap(TOML, ("~=0.1.0", "==0.1.7")),
    ),
    "a table that goes and was changed": (
        "pyproject.toml",
        TOML,
        swap(TOML, ("/contract/", "/ours/")),
        TOML[: TOML.index("\n# what")],
        "tool.black",
        swap(TOML, ("/contract/", "/ours/")),
    ),
    "a service that the owner removed": (
        "compose.yaml",
        COMPOSE,
        swap(COMPOSE, ("  redis:\n    image: redis:7\n", "")),
        swap(COMPOSE, ("redis:7", "redis:8")),
        "services.redis",
        swap(COMPOSE, ("  redis:\n    image: redis:7\n", "")),
    ),
    "one image": (
        "compose.yaml",
        COMPOSE,
        swap(COMPOSE, ("redis:7", "valkey:8")),
        swap(COMPOSE, ("redis:7", "redis:8"), ("[server]", "[server, -v]")),
        "services.redis.image",
        swap(COMPOSE, ("redis:7", "valkey:8"), ("[server]", "[server, -v]")),
    ),
    "one line": (
        "Makefile",
        MAKE,
        swap(MAKE, ("echo b", "echo mine")),
        swap(MAKE, ("echo b", "echo new"), ("echo c", "echo C")),
        "lines 5-5",
        swap(MAKE, ("echo b", "echo mine"), ("echo c", "echo C")),
    ),
}


@pytest.mark.parametrize("case", CLEAN)
def test_both_changes_are_in_the_text(case: str) -> None:
    """What each side changed is there, and nothing else has moved."""
    path, base, yours, new, expected = CLEAN[case]
    merged = merge(path, base, yours, new)
    assert merged.text.decode() == expected
    assert not merged.clashes


@pytest.mark.parametrize("case", CLASHES)
def test_a_clash_keeps_yours(case: str) -> None:
    """Where both changed one thing yours stays, and all else is merged."""
    path, base, yours, new, unit, expected = CLASHES[case]
    merged = merge(path, base, yours, new)
    assert merged.text.decode() == expected
    assert [clash.unit for clash in merged.clashes] == [unit]
    assert "<<<<" not in merged.text.decode()


@pytest.mark.parametrize("case", CLASHES)
def test_a_pending_clash_stays_until_it_is_settled(case: str) -> None:
    """The next run compares with what was there before the clash: the same report, the same text."""
    path, base, yours, new, unit, _ = CLASHES[case]
    first = merge(path, base, yours, new)
    facts = MergeFacts(pending={unit: first.clashes[0].base})
    again = merge_text(path, new.encode(), first.text, new.encode(), facts)
    assert again == first


@pytest.mark.parametrize("case", CLEAN)
def test_a_merge_is_done_once(case: str) -> None:
    """Merging again with the new base changes nothing, and neither does merging with the old one."""
    path, base, yours, new, expected = CLEAN[case]
    assert merge(path, new, expected, new).text.decode() == expected
    assert merge(path, base, expected, new).text.decode() == expected
    assert merge(path, base, yours, base).text.decode() == yours


@pytest.mark.parametrize("tree", TREES, ids=lambda tree: tree.name)
def test_every_emitted_text_is_taken_apart_whole(tree: Path) -> None:
    """A key that is new at the top reaches every emitted TOML and YAML file that the owner edited."""
    paths = [*tree.rglob("*.toml"), *tree.rglob("*.y*ml"), *tree.glob(".*/**/*.y*ml")]
    for path in {p for p in paths if ".svcgen" not in p.parts}:
        text = path.read_text()
        key = "zz = 1" if path.suffix == ".toml" else "zz: 1"
        lines = text.split("\n")
        first = next(
            i for i, line in enumerate(lines) if line[:1].isalpha() or line[:1] == "["
        )
        new = "\n".join([*lines[:first], key, *lines[first:]])
        yours = f"# ours\n{text}# the owner's last word\n"
        merged = merge(path.name, text, yours, new)
        assert merged.clashes == ()
        assert merged.text.decode().count(key) == 1
        assert merged.text.decode().replace(f"{key}\n", "") == yours


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.toml", b"x = [\n"),
        ("a.yaml", b"a: [\n"),
        ("Makefile", b"<<<<<<< yours\na\n=======\nb\n>>>>>>> new\n"),
        ("README.md", b"\xff\xfe"),
    ],
)
def test_what_cannot_be_read_is_refused(path: str, text: bytes) -> None:
    """A text with faults or markers is nobody's to merge."""
    with pytest.raises(Unmergeable):
        merge_text(path, b"", text, b"x", FACTS)
