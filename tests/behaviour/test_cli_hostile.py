"""What nobody should feed to svcgen: one clean message, no traceback, nothing left behind."""

import os
from pathlib import Path

import pytest

from tests.behaviour.cli_support import svcgen, tree_of

HEAD = "svcgen: 1\nservice: {name: shop}\n"
ENTITY = "  E{0}: {{fields: {{name: strin, age: {{type: int, oops: 1}}}}}}\n"


def bomb(levels: int) -> str:
    """Give a billion laughs."""
    lines = ["a0: &a0 [x, x]"]
    lines += [
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, levels)
    ]
    return HEAD + "\n".join(lines) + "\n"


def merge_bomb(levels: int) -> str:
    """Give the same by merge keys."""
    lines = ["m0: &m0 {a: 1}"]
    lines += [
        f"m{i}: &m{i} {{<<: [{', '.join([f'*m{i - 1}'] * 9)}]}}"
        for i in range(1, levels)
    ]
    return HEAD + "\n".join(lines) + "\n"


SPECS: dict[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)) * 40,
    "bad-utf8": HEAD.encode() + b"entities: {\xff\xfe\xfa: 1}\n",
    "utf16": HEAD.encode("utf-16"),
    "nul": HEAD.encode() + b"roles: [a\x00b]\n",
    "nested": HEAD.encode() + b"roles: " + b"[" * 100_000,
    "alias-bomb": bomb(12).encode(),
    "merge-bomb": merge_bomb(12).encode(),
    "duplicate-keys": (HEAD + "roles: [a]\nroles: [b]\n").encode(),
    "tabs": (HEAD + "entities:\n\tA: {fields: {}}\n").encode(),
    "documents": (HEAD + "---\n" + HEAD).encode(),
    "python-tag": (HEAD + "roles: !!python/object/apply:os.system [id]\n").encode(),
    "huge": HEAD.encode() + b"# " + b"x" * (12 * 1024 * 1024),
    "faults": (
        HEAD + "entities:\n" + "".join(map(ENTITY.format, range(2500)))
    ).encode(),
}


SOME = ("empty", "nested", "alias-bomb", "faults")
CALLS = [("validate", name) for name in sorted(SPECS)]
CALLS += [(command, name) for command in ("new", "generate") for name in SOME]


@pytest.mark.parametrize(("command", "name"), CALLS)
def test_a_hostile_spec_gets_a_message(tmp_path: Path, name: str, command: str) -> None:
    """Exit 1, a place or a file in the message, no traceback, and the folder as it was."""
    spec = tmp_path / "service.yaml"
    spec.write_bytes(SPECS[name])
    before = tree_of(tmp_path)
    words = {
        "validate": [str(spec)],
        "new": ["shop", "--spec", str(spec)],
        "generate": [],
    }
    done = svcgen(command, *words[command], cwd=tmp_path, timeout=60)
    assert done.returncode == 1, (done.stdout[-300:], done.stderr[-300:])
    assert "Traceback" not in done.stderr + done.stdout
    assert "service.yaml" in done.stderr
    assert tree_of(tmp_path) == before


def test_five_thousand_faults_are_all_told(tmp_path: Path) -> None:
    """Not the first fault: every one, counted."""
    spec = tmp_path / "service.yaml"
    spec.write_bytes(SPECS["faults"])
    done = svcgen("validate", "--json", str(spec))
    assert done.stdout.count('"severity": "error"') >= 5000


def test_a_missing_file_and_a_folder_get_a_message(tmp_path: Path) -> None:
    """A spec that is not there, and a folder without specs."""
    for words in (
        ["new", "shop", "--spec", "nothing.yaml"],
        ["validate", "nothing.yaml"],
        ["validate", "."],
    ):
        done = svcgen(*words, cwd=tmp_path)
        assert done.returncode == 1, words
        assert "Traceback" not in done.stderr
        assert done.stderr.strip()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_service_gets_a_message(tmp_path: Path) -> None:
    """generate and check outside a service say how one is made."""
    for command in ("generate", "check", "diff", "graph", "ts"):
        done = svcgen(command, cwd=tmp_path)
        assert done.returncode == 1
        assert "svcgen new NAME" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_output_path_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """new does not write over a file, nor into a folder that has something in it."""
    (tmp_path / "shop").write_text("mine")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    before = tree_of(tmp_path)
    for target in ("shop", "full"):
        done = svcgen("new", "shop", "--example", "authors", "-o", target, cwd=tmp_path)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
    assert tree_of(tmp_path) == before


def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    """A folder that cannot be written is a message and exit code 5 (root may write anywhere: then it works)."""
    locked = tmp_path / "locked"
    locked.mkdir()
    locked.chmod(0o555)
    done = svcgen("new", "shop", "--example", "authors", "-o", str(locked / "shop"))
    assert "Traceback" not in done.stderr
    if os.geteuid() != 0:
        assert done.returncode == 5
        assert list(locked.iterdir()) == []
    else:
        assert done.returncode == 0
    locked.chmod(0o755)


@pytest.mark.parametrize(
    "words",
    [["nwe"], [], ["generate", "--nope"], ["new"], ["new", "../up"], ["new", "class"]],
)
def test_wrong_usage_is_exit_2(tmp_path: Path, words: list[str]) -> None:
    """A call that means nothing says what to type."""
    done = svcgen(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
