"""Rendering the skeleton with Copier, into a stage that merge and write take it from."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from svcgen import __version__
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.policy import WritePolicy
from svcgen.graph.service import Service
from svcgen.naming import MdText, TomlLit, kebab_case
from svcgen.resources import find
from svcgen.scaffold.answers import ANSWERS

OWNED = frozenset(("README.md", ".env.example", "deploy/kubernetes.yaml"))
"""What is written once and is the owner's from then on; all the rest is merged."""


class SkeletonFault(Exception):
    """A skeleton that Copier cannot render; the text says which and why."""


def render_skeleton(
    service: Service, template: str | None, digest: str
) -> tuple[RenderedFile, ...]:
    """Render the built-in skeleton, or the Copier template at `template` (a folder or git URL).

    `digest` is kept in the rows (see `answers_digest`). Raises SkeletonFault when Copier refuses it.
    """
    import copier
    from copier.errors import CopierError

    source = template or str(find("templates") / "project")
    with tempfile.TemporaryDirectory(prefix="svcgen-skeleton-") as stage:
        try:
            copier.run_copy(
                source,
                stage,
                data=dict(answers(service)),
                defaults=True,
                quiet=True,
                overwrite=True,
            )
        except (CopierError, OSError, ValueError) as error:
            raise SkeletonFault(f"{source}: {error}") from error
        return tuple(sorted(_collect(Path(stage), digest), key=lambda file: file.path))


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


def _collect(stage: Path, digest: str) -> Iterator[RenderedFile]:
    for path in stage.rglob("*"):
        if not path.is_file() or path.is_symlink():
            continue
        relative = path.relative_to(stage).as_posix()
        yield RenderedFile(
            path=relative,
            policy=WritePolicy.WRITE_ONCE if relative in OWNED else WritePolicy.MERGE,
            text=path.read_text(encoding="utf-8"),
            template=f"project/{relative}",
            nodes=("/service",),
            symbols=((ANSWERS, digest),),
            executable=bool(path.stat().st_mode & stat.S_IXUSR),
        )
