"""Fields: the types and constraints of entities, messages, inputs and pushes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from svcgen.spec.base import ShortForm, Size

SCALARS: tuple[str, ...] = (
    "string", "text", "int", "bigint", "float", "decimal", "bool", "uuid", "date", "time",
    "datetime", "unix_timestamp", "duration", "json", "bytes", "email", "url", "slug", "file",
)  # fmt: skip
SHAPES: Mapping[str, str] = {
    "type": "type",
    "ref": "ref",
    "many": "many",
    "list": "list_",
    "map": "map_",
    "fields": "fields",
}
"""The keys that say what a field is, and the attributes that they are."""
OnDelete = Literal["restrict", "cascade", "set_null"]


class FieldSpec(ShortForm):
    """A field. Short forms: `date`, `date?` (may be null), `Author` (a reference), `[string]`."""

    short_schema: ClassVar[dict[str, JsonValue]] = {
        "anyOf": [
            {
                "type": "string",
                "description": "A type, an enum or an entity; a `?` at the end: may be null.",
                "anyOf": [
                    {
                        "enum": [
                            name
                            for scalar in SCALARS
                            for name in (scalar, f"{scalar}?")
                        ]
                    },
                    {"pattern": r"^[A-Z][A-Za-z0-9]*\??$"},
                ],
            },
            {
                "type": "array",
                "description": "A list of one type: [string].",
                "items": {"$comment": "FieldSpec"},
                "minItems": 1,
                "maxItems": 1,
            },
        ]
    }

    type: str | None = Field(default=None, examples=list(SCALARS))
    """A scalar type, the name of an enum or of an entity; `?` at the end: may be null."""
    ref: str | None = None
    """The entity this field refers to; the column and wire name gets its key: author -> author_id."""
    many: str | None = None
    """The entity at the other end of a many-to-many relation."""
    through: str | None = None
    """The entity that stands between the two ends of `many`."""
    list_: FieldSpec | None = Field(default=None, alias="list")
    """A list of this."""
    map_: FieldSpec | None = Field(default=None, alias="map")
    """A map from string to this."""
    fields: dict[str, FieldSpec] | None = None
    """An embedded object, stored as JSON."""

    description: str | None = None
    """What the field means, in a sentence; it reaches code, OpenAPI and the TypeScript client."""
    null: bool = False
    """May the value be null?"""
    required: bool | None = None
    """May the field be absent in a create or an input? Fields with a default or null may."""
    default: JsonValue = None
    """The value taken when the field is absent."""
    examples: list[JsonValue] | None = None
    """Examples for the documentation."""
    enum: list[JsonValue] | None = None
    """The values allowed."""

    min_length: int | None = Field(default=None, ge=0)
    """Fewest characters."""
    max_length: int | None = Field(default=None, ge=1)
    """Most characters; the column is a VARCHAR of this length."""
    pattern: str | None = None
    """A regular expression that is found in the text (JSON Schema); ^ and $ tie it to the ends."""
    ge: int | float | str | None = None
    """At least."""
    gt: int | float | str | None = None
    """More than."""
    le: int | float | str | None = None
    """At most."""
    lt: int | float | str | None = None
    """Less than."""
    multiple_of: int | float | None = None
    """A whole multiple of this."""
    digits: int | None = Field(default=None, ge=1, le=38)
    """Decimal: digits in all."""
    places: int | None = Field(default=None, ge=0, le=38)
    """Decimal: digits after the point."""
    max: Size | None = None
    """File: the largest size."""
    accept: list[str] | None = None
    """File: the media types allowed."""

    unique: bool = False
    """No two rows have the same value."""
    index: bool = False
    """The database keeps an index on it."""
    write_only: bool = False
    """Taken in, never given out."""
    read_only: bool = False
    """Given out, never taken in."""
    immutable: bool = False
    """Taken at creation, never changed."""
    sensitive: bool = False
    """Never given out and never logged."""
    computed: bool = False
    """Not stored: worked out when read."""
    column: str | None = None
    """The column's name, for tables that are there already."""
    on_delete: OnDelete | None = None
    """What the database does when the row referred to is deleted; restrict unless said."""
    back: str | None = None
    """The name of the relation seen from the other side."""
    constraint: bool = True
    """Reference: let the database hold it; false where the data dangle."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand `date?`, `Author` and `[string]`."""
        if isinstance(value, str):
            return {"type": value}
        if isinstance(value, list) and len(value) == 1:
            return {"list": value[0]}
        return value

    @model_validator(mode="after")
    def _one_shape(self) -> FieldSpec:
        written = self.model_fields_set
        shapes = [shape for shape, name in SHAPES.items() if name in written]
        if shapes == ["type", "fields"]:
            shapes = ["fields"] if self.type == "json" else shapes
        if len(shapes) != 1:
            raise PydanticCustomError(
                "field_shape",
                "a field has exactly one of type, ref, many, list, map, fields; this has {found}",
                {"found": ", ".join(shapes) or "none"},
            )
        return self

    @property
    def nullable(self) -> bool:
        """May the value be null, by `null: true` or by a `?` at the end of the type?"""
        return self.null or (self.type or "").endswith("?")

    @property
    def type_name(self) -> str:
        """The name of the type or of the entity referred to, without `?`."""
        return (self.type or self.ref or self.many or "").removesuffix("?")

    @property
    def has_default(self) -> bool:
        """Was a default written, be it null?"""
        return "default" in self.model_fields_set
