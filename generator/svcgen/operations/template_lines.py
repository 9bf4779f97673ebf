"""Rendering a file again, to tell which lines of its template each of its lines came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from svcgen.artifacts.files import PlannedFile
from svcgen.artifacts.ids import IdRow
from svcgen.artifacts.manifest import ManifestRow
from svcgen.graph import ServiceGraph
from svcgen.pipeline import Checked, link_spec
from svcgen.provenance import pair_lines
from svcgen.render.trace import TemplateLines, trace_template
from svcgen.resources import find
from svcgen.workspace import Workspace

__all__ = ["Sources", "TemplateLines"]


class Sources:
    """The templates of a service's files, as far as a valid spec lets them be rendered."""

    def __init__(
        self, workspace: Workspace, checked: Checked, recorded: Iterable[IdRow]
    ) -> None:
        self._workspace = workspace
        self._checked = checked
        self._recorded = recorded

    def lines_of(self, row: ManifestRow, pristine: str) -> Mapping[int, TemplateLines]:
        """Give the template's lines for each line of a file as svcgen wrote it, where they can be told."""
        planned = self._planned.get(row.path)
        if planned is not None and self._graph is not None:
            text, found = trace_template(
                self._graph, planned, self._workspace.template_folders
            )
            return {
                pair.number: lines
                for pair in pair_lines(text, pristine)
                if pair.pristine is not None
                and (lines := found[pair.pristine - 1]) is not None
            }
        source = self._source(row)
        if source is None:
            return {}
        return {
            pair.number: TemplateLines(row.template, pair.pristine, pair.pristine)
            for pair in pair_lines(source.read_text("utf-8"), pristine)
            if pair.pristine is not None
        }

    def rendered(self, row: ManifestRow) -> str | None:
        """Give a file's text as it would be written now; None when it is not known."""
        from svcgen.render import render_files

        planned = self._planned.get(row.path)
        if planned is None or self._graph is None:
            return None
        folders, width = self._workspace.template_folders, self._workspace.line_length
        return next(render_files(self._graph, [planned], folders, width)).text

    @cached_property
    def _graph(self) -> ServiceGraph | None:
        if not self._checked.is_valid:
            return None
        return link_spec(self._checked, self._recorded)

    @cached_property
    def _planned(self) -> Mapping[str, PlannedFile]:
        from svcgen.plan import plan_files
        from svcgen.render.typescript import plan_typescript

        if self._graph is None:
            return {}
        files = (*plan_files(self._graph), *plan_typescript(self._graph))
        return {file.path: file for file in files}

    def _source(self, row: ManifestRow) -> Path | None:
        """Find the file that a skeleton's file, or a copied one, was made from."""
        folder, _, name = row.template.partition("/")
        if folder == "schemas":
            candidates = [find("schemas") / name]
        elif folder == "project" and self._workspace.skeleton is None:
            inside = find("templates") / "project" / "skeleton"
            candidates = [inside / f"{name}.jinja", inside / name]
        else:
            candidates = []
        return next((path for path in candidates if path.is_file()), None)
