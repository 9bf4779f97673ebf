"""Faults for people: the place, the source line with a caret, the hint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from svcgen.diagnostics.diagnostic import Diagnostic, count_severities
from svcgen.diagnostics.frame import SourceLines

Paint = Callable[[str, str], str]
"""Colours a text: (role, text) -> text; roles: error, warning, note, place, code, gutter, hint."""


def plain(_role: str, text: str) -> str:
    """Colour nothing."""
    return text


def render_text(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, str],
    paint: Paint = plain,
) -> str:
    """Write every fault with its frame, and a last line that counts them; empty without faults.

    `sources` maps the file names that spans use to their texts.
    """
    found = tuple(diagnostics)
    lines = SourceLines(sources)
    blocks = [_render_one(item, lines, paint) for item in found]
    if blocks:
        blocks.append(summarise(found) + "\n")
    return "\n".join(blocks)


def summarise(diagnostics: Iterable[Diagnostic]) -> str:
    """Count in words: `2 errors, 1 warning`; `no faults` when there are none."""
    counts = count_severities(diagnostics)
    words = [
        f"{count} {severity}{'' if count == 1 else 's'}"
        for severity, count in counts.items()
        if count
    ]
    return ", ".join(words) or "no faults"


def _render_one(item: Diagnostic, lines: SourceLines, paint: Paint) -> str:
    severity = str(item.severity)
    head = (
        f"{paint('place', f'{item.span}:')} {paint(severity, severity)}"
        f"[{paint('code', item.code)}]: {item.message}"
    )
    rows = [head]
    frame = lines.frame(item.span)
    margin = " " * len(str(frame.number)) if frame else " "
    if frame:
        bar = paint("gutter", f"{margin} |")
        number = paint("gutter", f"{frame.number} |")
        rows += [
            bar,
            f"{number} {frame.text}".rstrip(),
            f"{bar} {paint(severity, frame.carets)}",
        ]
    equals = paint("gutter", f"{margin} =")
    rows += [
        f"{equals} {paint('note', 'note')}: {related.span}: {related.message}"
        for related in item.related
    ]
    if item.hint:
        rows.append(f"{equals} {paint('hint', 'hint')}: {item.hint}")
    return "\n".join(rows) + "\n"
