"""A small service in a real git repository, with branches that both regenerate."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from svcgen.operations.branches import generate_met
from svcgen.pipeline import Generated, check_drift
from svcgen.workspace import find_workspace

SERVICE: Final = """\
svcgen: 1
service: {name: shop}
roles: {admin: May do all}
"""
ENTITY: Final = """\
entities:
  %s:
    fields:
      name: {type: string, max_length: 80}
    operations:
      create: {roles: [admin], http: true, package: {name: CREATE_%s, id: %d}}
      list: {public: true, http: true}
"""
_ENVIRONMENT: Final = {
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
}
_CONFIG: Final = (
    "-c", "user.name=Ann", "-c", "user.email=ann@example.org",
    "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main", "-c", "gc.auto=0",
)  # fmt: skip


@dataclass(frozen=True)
class Repository:
    """A service in git; `root` is the service's, and the work tree's unless told otherwise."""

    root: Path

    def git(self, *words: str, ok: bool = True) -> str:
        """Run git and give what it printed; fails when git does, unless it may."""
        done = subprocess.run(
            ["git", *_CONFIG, *words],
            cwd=self.root,
            capture_output=True,
            text=True,
            env={**os.environ, **_ENVIRONMENT},
            check=False,
        )
        assert not ok or done.returncode == 0, (words, done.stdout, done.stderr)
        return done.stdout

    def generate(self) -> Generated:
        """Run `svcgen generate` in this process."""
        return generate_met(find_workspace(self.root)).generated

    def commit(self, message: str = "work") -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)

    def entity(self, name: str, number: int) -> None:
        """Write a file of the spec with an entity and a package."""
        path = self.root / "spec" / f"{name.lower()}.yaml"
        path.write_text(ENTITY % (name, name.upper(), number), "utf-8")

    def branch(self, name: str) -> None:
        """Begin a branch at main."""
        self.git("checkout", "-q", "-b", name, "main")

    def merge(self, other: str) -> list[str]:
        """Merge a branch into this one, committed or not; gives the paths that git left in conflict."""
        self.git("merge", "-q", "--no-edit", other, ok=False)
        return self.unmerged()

    def unmerged(self) -> list[str]:
        """Give the paths in conflict."""
        return self.git("diff", "--name-only", "--diff-filter=U").splitlines()

    def drift(self) -> list[tuple[str, str]]:
        """Give what `svcgen check` finds."""
        findings = check_drift(find_workspace(self.root)).findings
        return [(each.code, each.path) for each in findings]

    def read(self, path: str) -> str:
        """Give the text of a file."""
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        """Write a file, with the folders above it."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands once in a file."""
        text = self.read(path)
        assert text.count(old) == 1, (path, old, text)
        self.write(path, text.replace(old, new))


def make_repository(root: Path) -> Repository:
    """Make a service with two entities, generated and committed on main."""
    (root / "spec").mkdir(parents=True)
    (root / "spec/service.yaml").write_text(SERVICE, "utf-8")
    repository = Repository(root)
    repository.git("init", "-q")
    repository.entity("Book", 11)
    repository.entity("Reader", 12)
    repository.generate()
    repository.commit("first")
    return repository
