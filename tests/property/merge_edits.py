"""What owners do to a Python file: edits at random, each with a word of its own that can be found again."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

Function = ast.FunctionDef | ast.AsyncFunctionDef
Member = Function | ast.ClassDef
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
MEMBER = (*FUNCTION, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Code:
    """A text that parses, by lines."""

    lines: tuple[str, ...]
    tree: ast.Module

    @classmethod
    def of(cls, text: str) -> Code:
        """Read a text."""
        return cls(tuple(text.split("\n")), ast.parse(text))

    def functions(self) -> list[Function]:
        """Give all functions whose body stands on lines of its own."""
        found = [each for each in ast.walk(self.tree) if isinstance(each, FUNCTION)]
        return [each for each in found if each.body[0].lineno > each.lineno]

    def members(self) -> list[tuple[Member, list[ast.stmt]]]:
        """Give functions and classes of the module and of its classes, with their siblings."""
        classes = [each for each in self.tree.body if isinstance(each, ast.ClassDef)]
        bodies = [self.tree.body, *(each.body for each in classes)]
        return [(m, body) for body in bodies for m in body if isinstance(m, MEMBER)]

    def simple(self) -> list[tuple[ast.stmt, Function]]:
        """Give the statements of functions that are no blocks and no docstrings."""
        return [
            (each, function)
            for function in self.functions()
            for each in ast.walk(function)
            if isinstance(each, ast.stmt) and not hasattr(each, "body")
            if each is not function.body[0] or not is_text(each)
        ]

    def indent(self, node: ast.stmt) -> str:
        """Give the blanks before a statement."""
        return " " * node.col_offset

    def span(self, node: ast.stmt) -> tuple[int, int]:
        """Give the lines of a statement, its decorators and the comments on top of it included."""
        first = min([node.lineno, *(d.lineno for d in _decorators(node))]) - 1
        while first and self.lines[first - 1].strip().startswith("#"):
            first -= 1
        return first, node.end_lineno or node.lineno

    def put(self, first: int, last: int, *lines: str) -> str:
        """Give the text with other lines in the place of some."""
        return "\n".join([*self.lines[:first], *lines, *self.lines[last:]])


Edit = Callable[[Code, Random, str], str | None]
"""Makes another text with a word in it; None where there is nothing that it could change."""


def is_text(node: ast.stmt) -> bool:
    """Tell whether a statement is a string, as a docstring is."""
    match node:
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case _:
            return False


def _decorators(node: ast.stmt) -> Sequence[ast.expr]:
    return node.decorator_list if isinstance(node, MEMBER) else ()


def add_statement(code: Code, random: Random, word: str) -> str | None:
    """A line, or a block, more in a function."""
    functions = code.functions()
    if not functions:
        return None
    function = random.choice(functions)
    body = [each for each in function.body if not is_text(each)] or function.body
    place, pad = random.choice(body), " " * function.body[0].col_offset
    lines = random.choice(
        [
            [f"{word} = len({word!r})"],
            [f"print({word!r})  # {word} is said"],
            [f"if {word!r}:", f"    print({word!r})"],
            [f"with open({word!r}) as {word}:", f"    {word}.read()"],
        ]
    )
    first, last = code.span(place)
    at = first if random.random() < 0.6 and not is_text(place) else last
    at = first if isinstance(place, ast.Return | ast.Raise) else at
    return code.put(at, at, *(pad + line for line in lines))


def change_statement(code: Code, random: Random, word: str) -> str | None:
    """A call around what a statement computes."""
    found = [
        (each, value)
        for each, _ in code.simple()
        if isinstance(each, ast.Return | ast.Assign | ast.Expr)
        if (value := each.value) is not None and not is_text(each)
    ]
    if not found:
        return None
    statement, value = random.choice(found)
    new = ast.unparse(value)
    text = ast.unparse(statement).replace(new, f"print({word!r}, {new})")
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    pad = code.indent(statement)
    return code.put(first, last, *(pad + line for line in text.split("\n")))


def delete_statement(code: Code, random: Random, word: str) -> str | None:
    """A line less in a function; the word takes its place when it was the only one."""
    found = code.simple()
    if not found:
        return None
    statement, _ = random.choice(found)
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    siblings = [e for e, _ in found if e.col_offset == statement.col_offset]
    alone = len(siblings) == 1 or random.random() < 0.3
    lines = [f"{code.indent(statement)}print({word!r})"] if alone else []
    return code.put(first, last, *lines)


def wrap_statement(code: Code, random: Random, word: str) -> str | None:
    """A block around a statement."""
    found = code.simple()
    if not found:
        return None
    statement, _ = random.choice(found)
    first, last = statement.lineno - 1, statement.end_lineno or statement.lineno
    pad = code.indent(statement)
    moved = [f"    {line}" if line.strip() else line for line in code.lines[first:last]]
    if '"""' in "".join(moved):
        return None
    before, after = random.choice(
        [
            ([f"if {word!r}:"], []),
            (["try:"], ["finally:", f"    print({word!r})"]),
            ([f"with open({word!r}):"], []),
        ]
    )
    lines = [*(pad + line for line in before), *moved, *(pad + line for line in after)]
    return code.put(first, last, *lines)


def _header(code: Code, function: Function, change: Callable[[Function], None]) -> str:
    """Write the first lines of a function anew."""
    copy = ast.parse(ast.unparse(function)).body[0]
    assert isinstance(copy, FUNCTION)
    change(copy)
    copy.body, copy.decorator_list = [ast.Pass()], []
    header = ast.unparse(copy).rpartition("\n")[0]
    last = function.body[0].lineno - 1
    while code.lines[last - 1].strip().startswith("#") or not code.lines[last - 1]:
        last -= 1
    return code.put(function.lineno - 1, last, code.indent(function) + header)


def _changeable(code: Code) -> list[Function]:
    """Give the functions whose first lines hold no comment."""
    return [
        each
        for each in code.functions()
        if "#" not in "".join(code.lines[each.lineno - 1 : each.body[0].lineno - 1])
    ]


def add_parameter(code: Code, random: Random, word: str) -> str | None:
    """One more parameter, with a default."""
    if not (found := _changeable(code)):
        return None

    def change(function: Function) -> None:
        arguments = function.args
        arguments.kwonlyargs.append(ast.arg(word, ast.Name("int")))
        arguments.kw_defaults.append(ast.Constant(1))

    return _header(code, random.choice(found), change)


def change_returns(code: Code, random: Random, word: str) -> str | None:
    """Another annotation of what a function returns."""
    if not (found := _changeable(code)):
        return None

    def change(function: Function) -> None:
        function.returns = ast.Constant(word)

    return _header(code, random.choice(found), change)


def rename_member(code: Code, random: Random, word: str) -> str | None:
    """Another name for a function or a method."""
    found = [each for each in _changeable(code) if not each.name.startswith("__")]
    if not found:
        return None

    def change(function: Function) -> None:
        function.name = f"{function.name}_{word}"

    return _header(code, random.choice(found), change)


def add_decorator(code: Code, random: Random, word: str) -> str | None:
    """A decorator on a function, and the function that it is, on top of the module."""
    if not (found := code.functions()):
        return None
    function = random.choice(found)
    decorators = [each.lineno for each in function.decorator_list]
    at = random.choice([function.lineno, *decorators]) - 1
    marked = Code.of(code.put(at, at, f"{code.indent(function)}@{word}"))
    top = _after_imports(marked)
    return marked.put(top, top, "", "", f"def {word}(f):", "    return f")


def _after_imports(code: Code) -> int:
    ends = [
        each.end_lineno or 0
        for each in code.tree.body
        if isinstance(each, ast.Import | ast.ImportFrom)
        or (each is code.tree.body[0] and is_text(each))
    ]
    return max(ends, default=0)


def add_member(code: Code, random: Random, word: str) -> str | None:
    """A method, a function, a class or a constant of the owner's, somewhere."""
    options: list[tuple[ast.stmt, list[str]]] = []
    for body, pad in _bodies(code):
        place = random.choice(body)
        blank = [""] * (1 if pad else 2)
        function = [f"def {word}(self, x):", f'    """Say {word}."""', "    return x"]
        constant = [f"{word.upper()} = {word!r}  # {word} in capitals"]
        lines = random.choice([function, [f"# above {word}", *function], constant])
        if not pad and random.random() < 0.3:
            lines = [f"class {word.title()}:", f"    {word} = 1", "", *_in(function)]
        options.append((place, [*blank, *(pad + line for line in lines)]))
    place, lines = random.choice(options)
    _, last = code.span(place)
    last = max(last, _after_imports(code)) if not lines[-1].startswith(" ") else last
    return code.put(last, last, *(line.rstrip() for line in lines))


def _in(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _bodies(code: Code) -> list[tuple[list[ast.stmt], str]]:
    """Give the bodies of the module and of its classes, with their indent."""
    classes = [each for each in code.tree.body if isinstance(each, ast.ClassDef)]
    return [(code.tree.body, ""), *((each.body, "    ") for each in classes)]


def move_member(code: Code, random: Random, word: str) -> str | None:
    """A member in another place among its siblings."""
    del word
    found = [(m, body) for m, body in code.members() if len(body) > 1]
    if not found:
        return None
    member, body = random.choice(found)
    others = [each for each in body if each is not member and not is_text(each)]
    others = [e for e in others if not isinstance(e, ast.Import | ast.ImportFrom)]
    if not others:
        return None
    place = random.choice(others)
    first, last = code.span(member)
    blank = [""] * (1 if member.col_offset else 2)
    goal = code.span(place)[1]
    moved = [*blank, *code.lines[first:last]]
    lines = list(code.lines)
    if goal >= last:
        return "\n".join([*lines[:first], *lines[last:goal], *moved, *lines[goal:]])
    return "\n".join([*lines[:goal], *moved, *lines[goal:first], *lines[last:]])


def delete_member(code: Code, random: Random, word: str) -> str | None:
    """A member that the owner does not want; a class is left with something."""
    found = code.members()
    if not found:
        return None
    member, body = random.choice(found)
    lines = [] if len(body) > 1 else [f"{code.indent(member)}{word} = 1"]
    return code.put(*code.span(member), *lines)


def add_comment(code: Code, random: Random, word: str) -> str | None:
    """A comment above, behind, between or below."""
    where = random.choice(("above", "behind", "below", "end", "top"))
    nodes = [each for each in ast.walk(code.tree) if isinstance(each, ast.stmt)]
    node = random.choice(nodes)
    first, last = code.span(node)
    pad = code.indent(node)
    if where == "end":
        return "\n".join([*code.lines, f"# {word} ends this file", ""])
    if where == "top":
        return "\n".join([f"# {word} stands on top", *code.lines])
    if where == "behind":
        line = code.lines[last - 1]
        if hasattr(node, "body") or "#" in line or is_text(node):
            return None
        return code.put(last - 1, last, f"{line}  # {word} stands behind")
    if where == "above":
        return code.put(first, first, f"{pad}# {word} stands above")
    return code.put(last, last, f"{pad}# {word} stands below", "")


def add_import(code: Code, random: Random, word: str) -> str | None:
    """An import, on a line of its own or with another name of its module."""
    found = [
        each
        for each in code.tree.body
        if isinstance(each, ast.ImportFrom) and each.lineno == each.end_lineno
        if "#" not in code.lines[each.lineno - 1]
    ]
    if found and random.random() < 0.4:
        node = random.choice(found)
        name = random.choice(node.names).name
        line = f"{code.lines[node.lineno - 1]}, {name} as {word}"
        return code.put(node.lineno - 1, node.lineno, line)
    top = _after_imports(code)
    line = random.choice(
        [
            f"import json as {word}",
            f"from decimal import Decimal as {word}",
            f"import decimal, json as {word}  # {word} is imported",
        ]
    )
    return code.put(top, top, line)


def drop_import(code: Code, random: Random, word: str) -> str | None:
    """An import less."""
    del word
    found = [e for e in code.tree.body if isinstance(e, ast.Import | ast.ImportFrom)]
    if not found:
        return None
    node = random.choice(found)
    return code.put(node.lineno - 1, node.end_lineno or node.lineno)


def change_docstring(code: Code, random: Random, word: str) -> str | None:
    """Other words in a docstring."""
    holders = [code.tree, *(m for m, _ in code.members())]
    found = [each.body[0] for each in holders if each.body and is_text(each.body[0])]
    if not found:
        return None
    node = random.choice(found)
    pad = code.indent(node)
    lines = [f'{pad}"""Say {word}.', "", f"{pad}And more of it.", f'{pad}"""']
    return code.put(node.lineno - 1, node.end_lineno or node.lineno, *lines)


def move_to_class(code: Code, random: Random, word: str) -> str | None:
    """A method in a class of the owner's, which its old class inherits from nothing of."""
    found = [m for m, _ in code.members() if m.col_offset and isinstance(m, FUNCTION)]
    found = [each for each in found if not each.name.startswith("__")]
    if not found:
        return None
    member = random.choice(found)
    first, last = code.span(member)
    holder = next(
        each
        for each in code.tree.body
        if isinstance(each, ast.ClassDef) and member in each.body
    )
    if len(holder.body) < 2:
        return None
    moved = ["", "", f"class {word.title()}:", *code.lines[first:last], ""]
    return "\n".join([*code.lines[:first], *code.lines[last:], *moved])


EDITS: Mapping[str, Edit] = {
    "add statement": add_statement,
    "change statement": change_statement,
    "delete statement": delete_statement,
    "wrap statement": wrap_statement,
    "add parameter": add_parameter,
    "change returns": change_returns,
    "rename member": rename_member,
    "add decorator": add_decorator,
    "add member": add_member,
    "move member": move_member,
    "move to class": move_to_class,
    "delete member": delete_member,
    "add comment": add_comment,
    "add import": add_import,
    "drop import": drop_import,
    "change docstring": change_docstring,
}
"""By name: what an owner does."""
USUAL: Mapping[str, int] = {
    "add statement": 5,
    "change statement": 5,
    "delete statement": 2,
    "wrap statement": 2,
    "add parameter": 2,
    "change returns": 1,
    "rename member": 1,
    "add decorator": 2,
    "add member": 5,
    "move member": 2,
    "move to class": 1,
    "delete member": 1,
    "add comment": 5,
    "add import": 3,
    "drop import": 1,
    "change docstring": 2,
}
"""How often an owner does what: mostly, they write code."""
MOVING = frozenset({"rename member", "move to class"})
"""Edits after which a statement has another function or class around it."""


def edit_text(
    text: str,
    random: Random,
    count: int,
    prefix: str,
    names: Mapping[str, int] | None = None,
) -> tuple[str, tuple[str, ...]]:
    """Edit a text some times; give it and the names of what was done.

    Words begin with `prefix`; `names` are edits with their weights, an owner's by default.
    """
    done: list[str] = []
    for _ in range(count * 6):
        if len(done) == count:
            break
        weights = names or USUAL
        name = random.choices(list(weights), list(weights.values()))[0]
        new = EDITS[name](Code.of(text), random, f"{prefix}_{len(done)}")
        if new is None or new == text:
            continue
        try:
            compile(new, "edited", "exec", dont_inherit=True)
        except SyntaxError:
            continue
        text = new
        done.append(name)
    return text, tuple(done)
