"""Render: from planned files to text, formatted, with the spec node of every symbol."""

from svcgen.render.files import render_files, render_schema

__all__ = ["render_files", "render_schema"]
