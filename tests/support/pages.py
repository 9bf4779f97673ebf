"""Pages of the documents as tests see them: their fenced blocks, run in order as a reader would.

What a block is, is said behind its fence, where readers do not see it:
`sh` is run, and has to end with 0 or with the code of `exit=N`; `sh background` keeps running until the page ends (`health`: what answers is
its health port); `sh checkout` names targets of the checkout's Makefile. `text` is what the `sh` block before it prints, line by line, with `...` for
whatever varies. `yaml` is a part of one spec, which all such blocks of a page make together. `python file=PATH` and
`ts file=PATH` are written there, for the `sh` blocks that follow. `json` is one frame or body a line.
"""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
TAGS = ("sh", "text", "yaml", "python", "ts", "json")
FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)  # fmt: skip


@dataclass(frozen=True)
class Block:
    """A fenced block: where it begins, its tag, the words after the tag, and its text."""

    page: str
    line: int
    tag: str
    words: tuple[str, ...]
    text: str

    @property
    def place(self) -> str:
        """Where it stands, as an editor opens it."""
        return f"{self.page}:{self.line}"

    def option(self, name: str) -> str:
        """The value of a word `name=value`, or nothing."""
        found = [w.partition("=")[2] for w in self.words if w.startswith(f"{name}=")]
        return found[0] if found else ""


def pages() -> tuple[str, ...]:
    """Every page that people wrote for readers; records and produced pages have tests of their own."""
    guide = sorted((ROOT / "docs" / "guide").glob("*.md"))
    coming = ROOT / "docs" / "reference" / "coming-from.md"
    written = (ROOT / "README.md", *guide, coming)
    return tuple(path.relative_to(ROOT).as_posix() for path in written)


def blocks(page: str) -> tuple[Block, ...]:
    """The fenced blocks of a page, in order."""
    text = (ROOT / page).read_text()
    found = []
    for match in FENCE.finditer(text):
        tag, *words = match["info"].split() or [""]
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(page, line, tag, tuple(words), match["text"]))
    return tuple(found)


def missing_lines(expected: str, printed: str) -> list[str]:
    """The expected lines that were not printed in this order; `...` stands for anything."""
    waiting = [line.strip() for line in expected.splitlines() if line.strip()]
    for line in printed.splitlines():
        if waiting and matches(waiting[0], line.strip()):
            waiting.pop(0)
    return waiting


def matches(expected: str, line: str) -> bool:
    """Does a line look as the page says?"""
    return bool(re.fullmatch(re.escape(expected).replace(r"\.\.\.", ".*"), line))
