"""Names of a spec become names of other languages, or are refused with a reason."""

from __future__ import annotations

import enum
import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from sqlmodel import SQLModel

from svcgen.naming import (
    BadName,
    ClassName,
    CommandName,
    ConstName,
    DottedName,
    EnumMember,
    FieldName,
    Ident,
    Name,
    ObjectPath,
    TableName,
    TopicName,
    TopicPattern,
    TsIdent,
    WireName,
    camel_case,
    check_name,
    kebab_case,
    pascal_case,
    pluralise,
    screaming_case,
    snake_case,
    split_words,
)

WORDS = st.lists(
    st.from_regex(r"[a-z]{2,8}[0-9]{0,2}", fullmatch=True), min_size=1, max_size=4
)


@given(WORDS)
def test_the_ways_of_writing_a_name_lead_back(words: list[str]) -> None:
    """Words of two letters and more survive every way of writing."""
    snake = "_".join(words)
    for write in (pascal_case, camel_case, kebab_case, screaming_case, snake_case):
        assert snake_case(write(snake)) == snake


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("HTTPRoute", ("http", "route")),
        ("OrderV2", ("order", "v2")),
        ("HTTP2Server", ("http2", "server")),
        ("orderID", ("order", "id")),
        ("GET_AUTHORS", ("get", "authors")),
        ("view-sales", ("view", "sales")),
    ],
)
def test_words_are_told_apart(name: str, words: tuple[str, ...]) -> None:
    """Acronyms and digits are words as a reader sees them."""
    assert split_words(name) == words


def test_a_pascal_name_keeps_its_spelling() -> None:
    """What the author wrote is what the class is called."""
    assert pascal_case("HTTPRoute") == "HTTPRoute"
    assert pascal_case("create", "HTTPRoute") == "CreateHTTPRoute"


@pytest.mark.parametrize("word", [*keyword.kwlist, "__debug__", "__init__", "self"])
def test_no_keyword_is_a_name(word: str) -> None:
    """Keywords and dunders are refused wherever Python would read them."""
    for kind in (Ident, FieldName, CommandName, ClassName):
        assert check_name(kind, word) is not None


def test_no_field_hides_what_models_need() -> None:
    """Every public attribute of pydantic's and SQLModel's base is refused as a field."""
    for base in (BaseModel, SQLModel):
        for name in dir(base):
            if not name.startswith("_"):
                assert check_name(FieldName, name) is not None, name


def test_no_enum_member_hides_what_enums_need() -> None:
    """Public attributes of members are lower case, and members are not."""
    for name in ("name", "value", "mro", *dir(enum.StrEnum)):
        if not name.isupper():
            assert check_name(EnumMember, name) is not None, name


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Ident, "\uff4f\uff53"),
        (Ident, "\ufb01le"),
        (Ident, "\u00aa"),
        (Ident, "a__b"),
        (Ident, "_a"),
        (Ident, "a-b"),
        (Ident, "a\n"),
        (Ident, ""),
        (ClassName, "author"),
        (ClassName, "Promise"),
        (ClassName, "SQLModel"),
        (ClassName, "Exception"),
        (CommandName, "print"),
        (FieldName, "model_dump"),
        (FieldName, "list"),
        (ConstName, "get_authors"),
        (DottedName, "a..b"),
        (DottedName, "a.class"),
        (DottedName, "os.__dict__"),
        (ObjectPath, "shop.payments"),
        (TableName, 'a"b'),
        (TableName, "x" * 64),
        (WireName, "Admin"),
        (WireName, "constructor"),
        (TopicName, "order placed"),
        (TopicPattern, "order.**"),
        (TsIdent, "delete"),
        (TsIdent, "__proto__"),
    ],
)
def test_a_name_that_is_none_is_refused(kind: type[Name], name: str) -> None:
    """The constructor refuses it and says why."""
    with pytest.raises(BadName) as refused:
        kind(name)
    assert refused.value.reason


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (FieldName, "type"),
        (FieldName, "id"),
        (FieldName, "date"),
        (FieldName, "year"),
        (ClassName, "HTTPRoute"),
        (ClassName, "OrderV2"),
        (ConstName, "GET_AUTHORS"),
        (ObjectPath, "bookshop.payments:PaymentGateway"),
        (TableName, "FlightData"),
        (WireName, "view-sales"),
        (TopicName, "order.placed"),
        (TopicPattern, "order.*.#"),
    ],
)
def test_a_good_name_is_accepted(kind: type[Name], name: str) -> None:
    """It is kept as it is."""
    assert kind(name) == name


def test_an_author_writes_forty_characters_and_no_more() -> None:
    """What is derived may be longer, so that create_<entity> still is a name."""
    name = "a" * 41
    assert check_name(Ident, name[:40]) is None
    assert check_name(Ident, name) is not None
    assert Ident(f"create_{name}")


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("Author", "authors"),
        ("Category", "categories"),
        ("Box", "boxes"),
        ("Person", "people"),
        ("OrderLine", "order_lines"),
        ("Day", "days"),
        ("Series", "series_list"),
        ("Weather", "weather_list"),
    ],
)
def test_plurals_are_proposed(name: str, plural: str) -> None:
    """The plural is English, and never the singular again."""
    assert pluralise(name) == plural
