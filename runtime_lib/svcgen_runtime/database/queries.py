"""The classes of list queries and of pages, as they travel."""

from collections.abc import Callable
from math import ceil
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from svcgen_runtime.schema import UNSET, Schema, Unset

T = TypeVar("T")
R = TypeVar("R")

MAX_LIMIT = 100
DEFAULT_LIMIT = 20
# a page further down costs the database every row before it
MAX_OFFSET = 10_000
SORT_LENGTH = 200


class SortBy:
    """Which fields a list may be sorted by: ``sort=name,-born``, `-` for descending.

    Stands in ``sort: Annotated[str, SortBy("name", "born")] = ""``.
    """

    __slots__ = ("fields",)

    def __init__(self, *fields: str) -> None:
        self.fields = fields

    def read(self, text: str) -> str:
        """`text`, checked. Raises ValueError."""
        seen: set[str] = set()
        if len(text) > SORT_LENGTH:
            raise ValueError("the sort order is too long")
        for part in text.split(",") if text else ():
            name = part.removeprefix("-")
            if name not in self.fields:
                allowed = ", ".join(self.fields) or "nothing"
                raise ValueError(f"sorting is possible by: {allowed}")
            if name in seen:
                raise ValueError(f"'{name}' is given twice")
            seen.add(name)
        return text

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        allowed = ", ".join(self.fields) or "nothing"
        return {
            **handler(schema),
            "description": f"Comma-separated, '-' for descending; by: {allowed}.",
        }


class KeysetQuery(Schema):
    """A query for one page of a list, by cursor; subclasses declare the filters.

    A filter is a field ``<field>`` or ``<field>__<operator>``; operators are eq, ne,
    contains, starts, ends, ge, gt, le, lt, in and null.
    """

    limit: int = Field(default=DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    cursor: Annotated[str, Field(max_length=2000)] | Unset = UNSET
    total: bool = False
    sort: Annotated[str, SortBy()] = ""


class OffsetQuery(Schema):
    """A query for one numbered page of a list, from 1; subclasses declare the filters."""

    page: int = Field(default=1, ge=1, le=MAX_OFFSET)
    per_page: int = Field(default=DEFAULT_LIMIT, ge=1, le=MAX_LIMIT)
    sort: Annotated[str, SortBy()] = ""


class KeysetMeta(Schema):
    """Where the page stands; `total` is there when it was asked for."""

    limit: int
    next_cursor: str | None = None
    prev_cursor: str | None = None
    total: int | Unset = UNSET


class OffsetMeta(Schema):
    """Where the page stands, and how many there are."""

    page: int
    per_page: int
    total: int
    pages: int
    next_cursor: str | None = None
    has_more: bool = False


class KeysetPage(Schema, Generic[T]):
    """A page of a list, with the cursors to the next and the previous one."""

    items: list[T]
    meta: KeysetMeta

    def map(self, change: Callable[[T], R]) -> "KeysetPage[R]":
        """The page with every item changed by `change`."""
        page: type[KeysetPage[R]] = _page_class(KeysetPage, change)
        items = [change(item) for item in self.items]
        return page.model_construct(items=items, meta=self.meta)


class OffsetPage(Schema, Generic[T]):
    """A numbered page of a list, with the total."""

    items: list[T]
    meta: OffsetMeta

    def map(self, change: Callable[[T], R]) -> "OffsetPage[R]":
        """The page with every item changed by `change`."""
        page: type[OffsetPage[R]] = _page_class(OffsetPage, change)
        items = [change(item) for item in self.items]
        return page.model_construct(items=items, meta=self.meta)


def offset_meta(page: int, per_page: int, total: int) -> OffsetMeta:
    """The meta of page `page`, which may be past the end."""
    pages = ceil(total / per_page)
    return OffsetMeta(
        page=page, per_page=per_page, total=total, pages=pages, has_more=page < pages
    )


def _page_class(generic: Any, change: Callable[..., object]) -> Any:
    # `Read.model_validate` names its class: the page is then of the declared type, and
    # is written without a second look at each item
    item = getattr(change, "__self__", None)
    if isinstance(item, type) and issubclass(item, Schema):
        return generic[item]
    return generic
