"""Render: from planned files to text, formatted, with the spec node of every symbol."""

from svcgen.render.files import render_files, render_schema
from svcgen.render.memory import RenderMemory

__all__ = ["RenderMemory", "render_files", "render_schema"]
