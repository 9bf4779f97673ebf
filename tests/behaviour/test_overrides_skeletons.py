"""An organisation brings a skeleton of its own: a Copier template in a folder or in git, held to what is safe."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.behaviour.cli_support import svcgen

SETTINGS = """\
_subdirectory: files
_templates_suffix: .jinja
name: {type: str, default: ""}
package: {type: str, default: ""}
"""
Change = Callable[[Path], object]


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A skeleton of one file, and of the pyproject.toml that each service has."""
    root = tmp_path / "skeleton"
    (root / "files").mkdir(parents=True)
    (root / "copier.yml").write_text(SETTINGS)
    text = "Service {{ name }}, package {{ package }}, {{ description_md }}\n"
    (root / "files" / "HOUSE.md.jinja").write_text(text)
    return root


def start(template: str, root: Path, *words: str) -> tuple[int, str]:
    """Make a service with a skeleton; give the exit code and what was said."""
    done = svcgen("new", "till", "--no-git", "--template", template, "-o", str(root), *words)  # fmt: skip
    return done.returncode, done.stderr


def test_a_skeleton_in_a_folder(skeleton: Path, tmp_path: Path) -> None:
    """Its files are made, svcgen's own skeleton is not, and the service remembers where it came from."""
    root = tmp_path / "till"
    code, said = start(str(skeleton), root)
    assert code == 0, said
    text = (root / "HOUSE.md").read_text()
    assert text == "Service till, package till, A new service\\.\n".replace("\\", "")
    assert not (root / "Makefile").exists()
    assert f'skeleton = "{skeleton}"' in (root / "pyproject.toml").read_text()
    assert svcgen("generate", cwd=root).returncode == 0
    assert (root / "HOUSE.md").read_text() == text


def test_a_skeleton_in_git(skeleton: Path, tmp_path: Path) -> None:
    """A URL of git works as a folder does; what is taken is what was committed."""
    bare, root = tmp_path / "skeleton.git", tmp_path / "till"
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (
        [*git, "-C", str(skeleton), "init", "-q"],
        [*git, "-C", str(skeleton), "add", "."],
        [*git, "-C", str(skeleton), "commit", "-q", "-m", "first"],
        [*git, "clone", "-q", "--bare", str(skeleton), str(bare)],
    ):
        subprocess.run(words, check=True)
    code, said = start(f"git+file://{bare}", root)
    assert code == 0, said
    assert (root / "HOUSE.md").read_text().startswith("Service till, package till")


def _add(name: str, content: bytes) -> Change:
    def change(root: Path) -> None:
        path = root / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return change


def _say(line: str) -> Change:
    return lambda root: (root / "copier.yml").write_text(f"{SETTINGS}{line}\n")


def _outside(root: Path) -> None:
    _say("_external_data: {x: /etc/hostname}")(root)
    _add("x.jinja", b"{{ _external_data.x }}")(root)


def _kept_link(root: Path) -> None:
    _say("_preserve_symlinks: true")(root)
    (root / "files" / "link").symlink_to("/etc/hostname")


UNSAFE: dict[str, tuple[Change, str]] = {
    "tasks": (_say('_tasks: ["touch {{ _copier_conf.dst_path }}/../ran"]'), "tasks"),
    "extensions": (_say("_jinja_extensions: [os.path]"), "jinja_extensions"),
    "a folder above": (_say("_subdirectory: ../other"), "forbidden"),
    "external files": (_outside, "/etc/hostname"),
    "a link to a file": (lambda root: (root / "files" / "link").symlink_to("/etc/hostname"), "link"),
    "a link to a folder": (lambda root: (root / "files" / "link").symlink_to("/etc"), "link"),
    "a link that is kept": (_kept_link, "symbolic link"),
    "a path above": (_add("{{ '..' }}/x.jinja", b"x"), "forbidden"),
    "a hook of git": (_add("{{ '.git' }}/hooks/pre-commit", b"touch ran"), "not for emitted files"),
    "svcgen's own state": (_add(".svcgen/manifest", b""), "not for emitted files"),
    "a file of svcgen": (_add("src/till/app.py", b"x = 1\n"), "src/till/app.py"),
    "the spec": (_add("service.yaml", b"svcgen: 1\n"), "service.yaml"),
    "no text": (_add("logo.png", b"\x89PNG\xff\xfe"), "no text"),
    "a fault": (_add("x.jinja", b"{{ 1 / 0 }}"), "division by zero"),
    "what Python hides": (_add("x.jinja", b"{{ ''.__class__.__mro__ }}"), "unsafe"),
    "no YAML": (lambda root: (root / "copier.yml").write_text("a: ["), "copier.yml"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_what_is_not_safe_is_refused(skeleton: Path, tmp_path: Path, name: str) -> None:
    """One line says what is refused, nothing runs, and nothing is left behind."""
    change, reason = UNSAFE[name]
    (tmp_path / "other").mkdir()
    change(skeleton)
    before = sorted(tmp_path.rglob("*"))
    code, said = start(str(skeleton), tmp_path / "till")
    assert code == 1, said
    assert reason in said
    assert len(said.strip().splitlines()) == 1
    assert "itself" not in said.replace("svcgen or its owner", "")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_skeleton_that_is_gone(skeleton: Path, tmp_path: Path) -> None:
    """A service whose skeleton moved says so when it is needed, and writes nothing."""
    code, said = start(f"{skeleton}-gone", tmp_path / "till")
    assert code == 1
    assert f"{skeleton}-gone" in said
    assert not (tmp_path / "till").exists()
