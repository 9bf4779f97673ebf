"""Texts of a spec keep their value in every literal and never leave the place they are put in."""

from __future__ import annotations

import ast
import io
import json
import pickle
import re
import tokenize
import tomllib
from copy import deepcopy
from typing import cast

import black
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from svcgen.naming import (
    BadName,
    BadText,
    Code,
    Comment,
    Ident,
    MdText,
    PyDoc,
    PyLit,
    SqlName,
    TomlLit,
    TsDoc,
    TsIdent,
    TsLit,
    TsProperty,
    YamlLit,
)

HOSTILE = (
    "",
    " ",
    "\r",
    "a\rimport os",
    "a\n\nimport os",
    "\0",
    "\u2028",
    "\x85",
    "\x0c",
    "*/ alert(1) /*",
    '"""',
    "'''",
    '"',
    "'",
    "'\"",
    "\\'\"",
    "\\",
    "\\\\",
    '\\"""',
    "${process.exit()}",
    "`",
    "{{ x }}",
    "{% raw %}",
    "-*- coding: utf-7 -*-",
    "+AG8-",
    "type: ignore",
    "fmt: off",
    "noqa",
    "\u202e\u2066evil\u2069",
    "</script>",
    "<!--",
    "# {}",
    "\ud800",
    "\U0001f600",
    "__import__('os').system('id')",
    '" + __import__("os").getcwd() + "',
    "%s {0} {name}",
    "\\N{BULLET}",
    "\\u0041",
    "é" * 100,
    "word " * 60,
    "x" * 200,
    "one\n\ntwo",
    "\t\v\x1b[2J",
    "@ts-nocheck",
)
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(max_size=60),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join),
)
WELL_FORMED = TEXTS.filter(
    lambda text: not any("\ud800" <= c <= "\udfff" for c in text)
)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")


def shape(tree: ast.AST) -> str:
    """Give a syntax tree without its constants."""
    return re.sub(r"Constant\(value=.*?\)(?=[,)\]])", "Constant", ast.dump(tree))


@given(VALUES)
def test_a_python_literal_keeps_its_value(value: object) -> None:
    """What Python reads back is the value, and the literal is one line of ASCII."""
    literal = PyLit(value)
    assert literal.isascii()
    assert literal.isprintable()
    assert ast.literal_eval(literal) == value


@settings(deadline=None, max_examples=60)
@given(TEXTS)
def test_black_leaves_a_python_literal_alone(text: str) -> None:
    """The quotes are those that black would choose."""
    line = f"x = {PyLit(text)}\n"
    assert black.format_str(line, mode=black.Mode()) == line


@given(VALUES)
def test_a_typescript_literal_keeps_its_value(value: object) -> None:
    """What JSON reads back is the value, and nothing in it ends a script or a line."""
    literal = TsLit(value)
    assert literal.isascii()
    assert literal.isprintable()
    assert "<" not in literal
    if '["__proto__"]' not in literal:
        assert json.loads(literal) == value


@given(WELL_FORMED)
def test_yaml_and_toml_literals_keep_their_value(text: str) -> None:
    """PyYAML and tomllib read back the text."""
    assert yaml.safe_load(f"a: {YamlLit(text)}\n") == {"a": text}
    assert tomllib.loads(f"a = {TomlLit(text)}\n") == {"a": text}


@pytest.mark.parametrize("kind", [YamlLit, TomlLit])
def test_a_lone_surrogate_is_refused(kind: type[Code]) -> None:
    """YAML and TOML cannot say a lone surrogate; \\ud800 behind a backslash is plain text."""
    with pytest.raises(BadText):
        kind("\ud800")
    assert kind("\\ud800") == '"\\\\ud800"'


@settings(deadline=None)
@given(TEXTS)
@example("a \\")
@example('say "x"')
def test_a_docstring_is_one_constant_that_black_leaves_alone(text: str) -> None:
    """A docstring stays a docstring whatever its text, at any indentation."""
    code = f"class A:\n    {PyDoc(text)}\n\n    x = 1\n"
    tree = ast.parse(code)
    assert shape(tree) == shape(ast.parse('class A:\n    "x"\n\n    x = 1\n'))
    assert not BIDI.search(code)
    assert black.format_str(code, mode=black.Mode()) == code


@given(TEXTS)
def test_a_comment_is_one_comment(text: str) -> None:
    """A comment ends with its line, says nothing to tools, and holds no invisible character."""
    code = f"# {Comment(text)}\nx = 1\n"
    tokens = list(tokenize.tokenize(io.BytesIO(code.encode()).readline))
    assert [token.type for token in tokens].count(tokenize.COMMENT) == 1
    assert ast.dump(ast.parse(code)) == ast.dump(ast.parse("x = 1\n"))
    assert ast.dump(ast.parse(code.encode())) == ast.dump(ast.parse("x = 1\n"))
    assert not re.search(r"coding[:=]|type:|fmt:|noqa", code)
    assert Comment(text).isprintable()


@given(TEXTS)
def test_a_typescript_comment_ends_where_it_should(text: str) -> None:
    """`*/` stands at the end only, and no directive of the compiler survives."""
    doc = TsDoc(text, 2)
    assert doc.count("*/") == 1
    assert doc.endswith("*/")
    assert "@ts-" not in doc
    assert not BIDI.search(doc)
    assert all(line.isprintable() for line in doc.split("\n"))


@given(TEXTS)
def test_markdown_text_is_one_line_without_markup(text: str) -> None:
    """Every character that could mark up is escaped."""
    shown = MdText(text)
    assert shown.isprintable()
    assert not re.search(r"(?<!\\)(?:\\\\)*[<>\[\]`*_]", shown)


@given(TEXTS)
def test_a_bare_text_is_never_an_identifier(text: str) -> None:
    """What is accepted as a name is an ASCII identifier that Python folds to itself."""
    for kind in (Ident, TsIdent):
        try:
            name = kind(text)
        except BadName:
            continue
        assert name.isascii()
        assert name.isidentifier()
        if kind is Ident:
            assert ast.dump(ast.parse(f"{name} = 1")).count("Name(") == 1


@given(TEXTS)
def test_a_property_and_an_sql_name_stay_themselves(text: str) -> None:
    """A property is read back as its text; an SQL name closes its own quotes only."""
    if text != "__proto__":
        bare = TsProperty(text)
        assert bare == text if bare[:1] != '"' else json.loads(bare) == text
    try:
        quoted = SqlName(text)
    except BadText:
        return
    assert quoted[1:-1].replace('""', "").count('"') == 0


def test_code_is_made_of_code_only() -> None:
    """A bare text cannot be joined into code, and copying does not encode again."""
    inner = Code("list[{}]", Ident("author"))
    assert inner == "list[author]"
    bare = cast("Code", "author")
    with pytest.raises(TypeError):
        Code("list[{}]", bare)
    with pytest.raises(TypeError):
        Code.joined(", ", [inner, bare])
    literal = PyLit("x")
    for copy in (deepcopy(literal), pickle.loads(pickle.dumps(literal))):
        assert copy == literal
        assert type(copy) is PyLit
