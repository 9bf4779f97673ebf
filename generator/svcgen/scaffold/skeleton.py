"""Rendering the skeleton with Copier, into a stage that merge and write take it from."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from svcgen import __version__
from svcgen.artifacts.faults import SkeletonFault
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.policy import WritePolicy
from svcgen.graph.service import Service
from svcgen.naming import MdText, TomlLit, kebab_case
from svcgen.resources import find
from svcgen.scaffold.answers import ANSWERS

OWNED = frozenset(("README.md", ".env.example", "deploy/kubernetes.yaml"))
"""What is written once and is the owner's from then on; all the rest is merged."""


def render_skeleton(
    service: Service, template: str | None, digest: str
) -> tuple[RenderedFile, ...]:
    """Render the built-in skeleton, or the Copier template at `template` (a folder or git URL).

    `digest` is kept in the rows (see `answers_digest`). Raises SkeletonFault when Copier refuses it.
    """
    source = template or str(find("templates") / "project")
    with tempfile.TemporaryDirectory(prefix="svcgen-skeleton-") as stage:
        # Copier prints what it does not like, and templates raise what they want
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            try:
                _copy(source, stage, service)
            except Exception as error:
                raise SkeletonFault(source, _reason(error)) from error
        files = _collect(Path(stage), source, digest)
        return tuple(sorted(files, key=lambda file: file.path))


def _copy(source: str, stage: str, service: Service) -> None:
    import copier

    copier.run_copy(
        source,
        stage,
        data=dict(answers(service)),
        defaults=True,
        quiet=True,
        overwrite=True,
    )


def _reason(error: Exception) -> str:
    """Give the first line of what Copier says: the others tell of options that svcgen does not have."""
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    return " ".join(first.split())[:300]


def refuse_taken(frame: Iterable[RenderedFile], taken: Container[str]) -> None:
    """Raise SkeletonFault for a file that svcgen writes itself, or that is the spec."""
    for file in frame:
        if file.path in taken:
            raise SkeletonFault(
                file.path, "a skeleton has no such file: svcgen or its owner writes it"
            )


def answers(service: Service) -> Iterator[tuple[str, str]]:
    """Give the answers to the skeleton's questions: names as they are, texts encoded for their place.

    Text of the spec is only ever used in its encoded forms: `*_toml` is a TOML string (a JSON
    string is one), `*_md` is Markdown without markup.
    """
    values: Mapping[str, str] = {
        "name": service.name,
        "package": service.package,
        "dns_name": kebab_case(service.package),
        "runtime_version": __version__,
        "generator_version": __version__,
        "name_toml": TomlLit(kebab_case(service.package)),
        "script_toml": TomlLit(service.name),
        "version_toml": TomlLit(service.version),
        "description_toml": TomlLit(service.description),
        "license_toml": TomlLit(service.license) if service.license else "",
        "description_md": MdText(service.description),
    }
    yield from values.items()


def _collect(stage: Path, source: str, digest: str) -> Iterator[RenderedFile]:
    for path in stage.rglob("*"):
        relative = path.relative_to(stage).as_posix()
        if path.is_symlink():
            raise SkeletonFault(source, f"{relative} is a symbolic link")
        if path.is_file():
            yield _take(path, relative, source, digest)


def _take(path: Path, relative: str, source: str, digest: str) -> RenderedFile:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SkeletonFault(source, f"{relative} is no text in UTF-8") from error
    return RenderedFile(
        path=relative,
        policy=WritePolicy.WRITE_ONCE if relative in OWNED else WritePolicy.MERGE,
        text=text,
        template=f"project/{relative}",
        nodes=("/service",),
        symbols=((ANSWERS, digest),),
        executable=bool(path.stat().st_mode & stat.S_IXUSR),
    )
