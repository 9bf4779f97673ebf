"""The TypeScript client alone: rendered from the spec as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from svcgen.pipeline import check_spec, generate, link_spec
from svcgen.workspace import Workspace

if TYPE_CHECKING:
    from svcgen.artifacts.files import RenderedFile


@dataclass(frozen=True, slots=True)
class GeneratedClient:
    """The files of the TypeScript client, and which of them were written."""

    files: tuple[RenderedFile, ...]
    written: tuple[str, ...]


def generate_client(
    workspace: Workspace, *, write: bool, wait: float = 0.0
) -> GeneratedClient:
    """Render the TypeScript client alone; with `write`, bring the whole tree in step.

    Raises SpecFaulty and TreeFault.
    """
    from svcgen.render import render_files
    from svcgen.render.typescript import plan_typescript

    graph = link_spec(check_spec(workspace))
    planned = plan_typescript(graph)
    files = tuple(render_files(graph, planned, workspace.template_folders))
    if not write:
        return GeneratedClient(files, ())
    paths = {file.path for file in files}
    done = generate(workspace, wait=wait)
    return GeneratedClient(files, tuple(path for path in done.written if path in paths))
