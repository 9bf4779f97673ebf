"""What libyaml could not read, explained in terms of what was probably meant."""

from __future__ import annotations

from yaml.error import MarkedYAMLError, YAMLError

from svcgen.diagnostics import Diagnostic, Related, Span
from svcgen.diagnostics.catalogue.source import (
    YAML_ALIAS,
    YAML_FLOW_BRACKET,
    YAML_SYNTAX,
    YAML_TAB,
)
from svcgen.load.source import Source, span_at

BRACKETS = "[]{}"
_STRUCTURE = frozenset(" \t\r\n,:[{-?\"'")


def explain_syntax(error: YAMLError, source: Source) -> Diagnostic:
    """Turn an error of libyaml into a diagnostic: a tab, a bracket in a plain scalar, or syntax."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return YAML_SYNTAX.at(Span(source.name, 1, 1, 1), problem=error)
    mark = error.problem_mark
    index = min(mark.index, len(source.text))
    span = Span(source.name, mark.line + 1, mark.column + 1, mark.column + 2)
    problem = str(error.problem or error.context or "it cannot be read")
    if source.text[index : index + 1] == "\t" or "\\t" in ascii(problem):
        return YAML_TAB.at(span)
    if "undefined alias" in problem:
        return YAML_ALIAS.at(span, name="", reason="has no anchor before it")
    bracket = _find_bracket(source.text, index)
    if bracket is not None:
        place = span_at(source.name, source.text, bracket)
        hint = "quote the whole value"
        return YAML_FLOW_BRACKET.at(place, character=source.text[bracket], hint=hint)
    related = []
    start = error.context_mark
    if start is not None and (start.line, start.column) != (mark.line, mark.column):
        place = Span(source.name, start.line + 1, start.column + 1, start.column + 2)
        related.append(Related(place, str(error.context or "it began here")))
    return YAML_SYNTAX.at(span, problem=problem, related=related)


def _find_bracket(text: str, index: int) -> int | None:
    """Find the bracket that ended a plain scalar in the middle: `/books/{id}`, `[a-z]+`."""
    here, before = text[index : index + 1], text[index - 1 : index]
    if here and here in "[{" and before and before not in _STRUCTURE:
        return index
    if before and before in "]}" and here and here not in " \t\r\n,:]}#":
        return index - 1
    return None
