"""The base of every class whose instances travel, and the word for "absent".

`Schema` is what comes in and goes out; `Patch` is a partial change, where a field that
was not sent is UNSET and a field sent as null is None.
"""

from collections.abc import Callable, Mapping
from enum import Enum
from types import UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    Self,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WrapValidator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticUndefined, core_schema

S = TypeVar("S", bound="Schema")


class Unset(Enum):
    """The type of UNSET, the only member: no value was given.

    No input is ever read as UNSET, and neither the output nor its JSON Schema shows it.
    """

    UNSET = "unset"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[object], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.is_instance_schema(cls)


UNSET: Final = Unset.UNSET


def is_unset(value: object) -> bool:
    """Whether `value` is UNSET."""
    return value is UNSET


class Computed:
    """The type of COMPUTED, which stands in ``title_length: Annotated[int, COMPUTED]``."""

    __slots__ = ()

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(schema), "readOnly": True}


COMPUTED: Final = Computed()
"""Marks a field that a row works out when it is read, and that nobody gives."""


class Schema(BaseModel):
    """A class of plain fields, read strictly by name and written as JSON.

    Unknown fields are refused, NaN and infinities too; attributes of rows are read by
    `model_validate(row)`. A field typed `X | Unset` may be absent.
    """

    model_config = ConfigDict(
        extra="forbid",
        from_attributes=True,
        allow_inf_nan=False,
        protected_namespaces=(),
        validate_by_name=True,
        validate_by_alias=True,
    )

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[BaseModel], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # pydantic has collected the fields and not yet read them
        for name, info in cls.__pydantic_fields__.items():
            absent = _as_optional(info)
            if absent is not None:
                cls.__pydantic_fields__[name] = absent
        schema = handler(source)
        marks = (info.metadata for info in cls.__pydantic_fields__.values())
        if not any(isinstance(mark, Computed) for each in marks for mark in each):
            return schema
        return core_schema.no_info_before_validator_function(cls._read_row, schema)

    @classmethod
    def _read_row(cls, value: object) -> object:
        """The fields of a row by name; what working one out raises goes up as it is.

        pydantic would read them itself, and make an error of validation of all that is raised.
        """
        if isinstance(value, Mapping | BaseModel) and not hasattr(value, "__table__"):
            return value
        absent = object()
        found = {name: getattr(value, name, absent) for name in cls.model_fields}
        return {name: each for name, each in found.items() if each is not absent}

    def narrow_to(self, target: type[S]) -> S:
        """The fields that `target` has, as a `target`; what was not set stays unset.

        Raises pydantic.ValidationError where `target` needs more than is here.
        """
        given = self.model_fields_set
        return target.model_validate(
            {
                name: value
                for name in target.model_fields
                if name in given and (value := getattr(self, name)) is not UNSET
            }
        )

    def values_given(self) -> dict[str, object]:
        """Every field's value by name, without those that are UNSET; not nested."""
        return {
            name: value
            for name in type(self).model_fields
            if (value := getattr(self, name)) is not UNSET
        }


class Patch(Schema):
    """A partial change: only what was sent is changed, and null is a value."""

    def changes(self) -> dict[str, object]:
        """The fields that were sent, by name; empty when nothing was."""
        given = self.model_fields_set
        return {
            name: value
            for name in type(self).model_fields
            if name in given and (value := getattr(self, name)) is not UNSET
        }

    def with_changes(self, **values: object) -> Self:
        """A copy in which `values` are sent too. Nothing is validated again."""
        return self.model_copy(update=values)


def _as_optional(info: FieldInfo) -> FieldInfo | None:
    """The field without Unset in its type, when it has it; None when it has not."""
    if get_origin(info.annotation) not in (Union, UnionType):
        return None
    members = get_args(info.annotation)
    if Unset not in members:
        return None
    rest = tuple(member for member in members if member is not Unset)
    annotation = rest[0] if len(rest) == 1 else Union.__getitem__(rest)
    # the annotation is made at run time: mypy has no name for such a form
    stripped: Any = Annotated[annotation, *info.metadata, WrapValidator(_pass_unset)]
    built = FieldInfo.from_annotation(stripped)
    for attribute in ("title", "description", "examples", "deprecated", "alias"):
        if (value := getattr(info, attribute)) is not None:
            setattr(built, attribute, value)
    for attribute in ("validation_alias", "serialization_alias", "json_schema_extra"):
        if (value := getattr(info, attribute)) is not None:
            setattr(built, attribute, value)
    if info.default is UNSET:
        # a factory leaves no default in the JSON Schema
        built.default_factory = _unset
    elif info.default is not PydanticUndefined:
        built.default = info.default
    built.exclude_if = is_unset
    return built


def _unset() -> Unset:
    return UNSET


def _pass_unset(value: object, validate: Callable[[object], object]) -> object:
    return value if value is UNSET else validate(value)
