"""Layout against the pinned formatter: what is certified, it leaves as it is."""

from __future__ import annotations

import ast
import keyword
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import black
import pytest

from svcgen.layout import Laid, Layout
from svcgen.layout.expressions import Atom, Group, Text, expression
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

SEED = 20261121
SNIPPETS = scale(1500, 10_000)
LETTERS = "abcdefgh"
DOC_PARTS = [
    *(
        "a",
        "word ",
        '"',
        "\\",
        "\n",
        "\n\n",
        " ",
        "é",
        "'",
        '"""',
        "x" * 20,
        ". ",
        "\t",
    ),
    *("\u202e", "\x00", "a long phrase here ", "\u2028", "{{ x }}", "# no comment "),
]


class Snippets:
    """Random statements, made with the layout functions and random names."""

    def __init__(self, seed: str, longest: int) -> None:
        self.random = random.Random(seed)
        self.longest = longest
        self.layout = Layout()

    def name(self) -> str:
        """A name that is no keyword, up to the longest."""
        size = self.random.randint(1, self.longest)
        name = "".join(self.random.choice(f"{LETTERS}_1") for _ in range(size - 1))
        name = self.random.choice(LETTERS) + name
        return f"{name}_" if keyword.iskeyword(name) else name

    def string(self) -> str:
        """A string literal, now and then a long one."""
        words = self.random.choice([1] * 12 + [2, 4, 8])
        return f'"{" ".join(self.name() for _ in range(words))}"'

    def some(self, depth: int, least: int = 0) -> list[Text]:
        """A few expressions."""
        count = self.random.randint(least, 4)
        return [self.expression(depth + 1) for _ in range(count)]

    def keywords(self, depth: int) -> list[Text]:
        """A few arguments by name."""
        return [self.layout.named(self.name(), value) for value in self.some(depth)]

    def names(self, least: int = 0, most: int = 5) -> list[Text]:
        """A few names."""
        return [self.name() for _ in range(self.random.randint(least, most))]

    def expression(self, depth: int = 0) -> Text:
        """Any expression; text only from the fourth level on."""
        layout, plain = self.layout, 3
        makers: list[Callable[[], Text]] = [
            self.name,
            self.string,
            lambda: str(self.random.randint(0, 10**6)),
            lambda: layout.call(self.name(), self.some(depth)),
            lambda: layout.call(f"{self.name()}.{self.name()}", self.keywords(depth)),
            lambda: layout.call(f"{self.name()}().{self.name()}", self.some(depth)),
            lambda: layout.call(
                f"{self.name()}.{self.name()}().{self.name()}", self.keywords(depth)
            ),
            lambda: layout.list_of(self.some(depth)),
            lambda: layout.tuple_of(self.some(depth)),
            lambda: layout.dict_of(
                [(self.string(), value) for value in self.some(depth)]
            ),
            lambda: layout.set_of(self.some(depth, 1)),
            lambda: layout.joined(
                self.random.choice(["and", "or", "+", "|"]), self.names(2)
            ),
            lambda: layout.joined("|", self.some(depth, 2)),
            lambda: layout.chain(
                self.name(),
                [
                    (self.name(), self.some(depth))
                    for _ in range(self.random.randint(1, 4))
                ],
            ),
        ]
        return self.random.choice(makers if depth < 3 else makers[:plain])()

    def annotation(self) -> Text:
        """A type as fields have them."""
        layout = self.layout
        limits: list[Text] = [
            layout.named(self.name(), "1") for _ in range(self.random.randint(0, 3))
        ]
        if self.random.random() < 0.5:
            limits.append(layout.named("description", self.string()))
        union = self.random.choice([" | None", " | Unset", " | Unset | None"])
        types: list[Text] = [
            self.name(),
            f"{self.name()} | None",
            layout.subscript(self.name(), [self.name()]),
            layout.subscript(
                "Annotated", [self.name(), layout.call(self.name(), limits)]
            ),
            Group(
                "Annotated",
                "[]",
                (
                    Atom(self.name()),
                    Group("Field", "()", tuple(map(expression, limits))),
                ),
                union,
            ),
            Group("list", "[]", (Atom(self.name()),), union),
        ]
        return self.random.choice(types)

    def member(self, indent: int) -> Laid:
        """A statement of a module or class body."""
        layout, edge = self.layout, " " * (indent + 4)
        params: list[Text] = [f"{name}: {self.name()}" for name in self.names()]
        returns = self.random.choice(["None", self.name(), f"dict[str, {self.name()}]"])
        start = self.random.choice(["def", "async def"])
        decorated = layout.call(f"{self.name()}.x", [self.string(), *self.keywords(1)])
        value = self.random.choice([None, "None", self.name(), self.expression()])
        body = f"\n{edge}pass"
        makers: list[Callable[[], str]] = [
            lambda: layout.assign(self.name(), self.expression(), indent),
            lambda: layout.annotated(self.name(), self.annotation(), value, indent),
            lambda: layout.signature(start, self.name(), params, returns, indent)
            + body,
            lambda: layout.class_header(
                self.name(), [*self.names(), *self.keywords(2)], indent
            )
            + body,
            lambda: f"{layout.decorator(decorated, indent)}\n{' ' * indent}def f(self) -> None:"
            + body,
            lambda: f"class A:\n{edge}{layout.docstring(self.text(), indent + 4)}",
            lambda: layout.bare(layout.call(self.name(), self.some(0)), indent),
        ]
        return Laid(self.random.choice(makers)())

    def step(self, indent: int) -> Laid:
        """A statement of a function body."""
        layout = self.layout
        start = self.random.choice(
            ["return ", "raise ", "return await ", "await ", "x = "]
        )
        if start == "await " or start == "return await ":
            parts = [self.name() for _ in range(self.random.randint(1, 2))]
            call = layout.call("().".join(parts), self.some(0))
            return (
                layout.bare(call, indent, start)
                if start == "await "
                else layout.statement(start, call, indent)
            )
        return layout.statement(start, self.expression(), indent)

    def text(self) -> str:
        """Text for a docstring, hostile on purpose."""
        return "".join(self.random.choices(DOC_PARTS, k=self.random.randint(0, 40)))

    def module(self) -> str:
        """A module with one statement, at one of three depths."""
        indent = self.random.choice([0, 4, 8])
        if indent == 8:
            head = "class C:\n    async def f(self) -> None:\n        "
            return f"{head}{self.step(8)}\n"
        head = "class C:\n    " if indent else ""
        return f"{head}{self.member(indent)}\n"


@pytest.mark.timeout(0 if SCALE == "proof" else 300)
@pytest.mark.parametrize(("names", "longest"), [("realistic", 30), ("hostile", 63)])
def test_certified_code_is_left_alone(names: str, longest: int) -> None:
    """The formatter changes no snippet that the layout vouches for."""
    mode, certified, changed = black.Mode(), 0, []
    for number in range(SNIPPETS):
        snippets = Snippets(f"{SEED}-{names}-{number}", longest)
        text = snippets.module()
        compile(text, "snippet", "exec", ast.PyCF_ONLY_AST)
        if snippets.layout.certifies(text):
            certified += 1
            if black.format_str(text, mode=mode) != text:
                changed.append(text)
    record_proof(
        f"layout-{names}",
        seed=SEED,
        figures={"snippets": SNIPPETS, "certified": certified, "changed": len(changed)},
    )
    assert changed == []
    assert certified > SNIPPETS * (0.8 if names == "realistic" else 0.4)


def test_docstrings_keep_their_words() -> None:
    """Text in a docstring comes back as its words, whatever it holds."""
    for number in range(scale(500, 5000)):
        text = Snippets(f"{SEED}-doc-{number}", 30).text()
        source = f"class A:\n    {Layout().docstring(text, 4)}\n"
        (body,) = ast.parse(source).body
        assert isinstance(body, ast.ClassDef)
        words = (ast.get_docstring(body) or "").split()
        assert words == _said(text).split(), text


def _said(text: str) -> str:
    """What the docstring should say: one added dot after a quote at the end is allowed."""
    words = " ".join(text.split())
    return (f"{words}." if words.endswith('"') else words) or "..."


def test_imports_are_as_the_linter_sorts_them(tmp_path: Path) -> None:
    """The linter's import rules find nothing to change in laid out imports."""
    for number in range(scale(40, 400)):
        text = Layout().imports(_import_pairs(number), "shop")
        (tmp_path / f"m{number}.py").write_text(f"{text}\n")
    (tmp_path / "ruff.toml").write_text('[lint.isort]\nknown-first-party = ["shop"]\n')
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--select",
            "I",
            "--diff",
            "--no-cache",
            tmp_path,
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _import_pairs(number: int) -> list[tuple[str, str]]:
    """Up to 25 imports from standard, other and own modules."""
    snippets = Snippets(f"{SEED}-imports-{number}", 20)
    modules = [
        "typing",
        "shop.a",
        "shop",
        "datetime",
        "__future__",
        "sqlmodel",
        "v10",
        "v2",
    ]
    members = [
        "Annotated",
        "any_",
        "ANY",
        "T",
        "b10",
        "b2",
        "Ab",
        "AB",
        "x as y",
        "_p",
        "",
    ]
    pairs: list[tuple[str, str]] = []
    for _ in range(snippets.random.randint(1, 25)):
        module = snippets.random.choice([*modules, snippets.name()])
        name = snippets.random.choice(members)
        pairs.append((module, "annotations" if module == "__future__" else name))
    return pairs
