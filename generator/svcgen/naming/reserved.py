"""Words that are taken, and by what."""

from __future__ import annotations

import builtins
import keyword


def _taken(reason: str, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), reason)


PYTHON: dict[str, str] = dict.fromkeys(
    keyword.kwlist, "it is a keyword of Python"
) | _taken("Python gives it a meaning of its own", "__debug__ self cls")
"""Not legal, or not possible, as a name in Python."""

BUILTINS: dict[str, str] = dict.fromkeys(
    (name for name in dir(builtins) if not name.startswith("_")),
    "it is a built-in of Python",
) | _taken("it is a soft keyword of Python", "match case _")
"""Legal, but a function, module or class of this name would hide Python's own."""

TYPES: dict[str, str] = _taken(
    "it would hide the type of this name from the fields that follow",
    "str int float bool bytes bytearray list dict set frozenset tuple object complex",
)
"""Fields of these names break the annotations in the same class."""

PYDANTIC: dict[str, str] = _taken(
    "pydantic's models have an attribute of this name",
    """
    construct copy dict fields from_orm json parse_file parse_obj parse_raw schema schema_json
    update_forward_refs validate model_config model_fields model_computed_fields model_extra
    model_fields_set model_construct model_copy model_dump model_dump_json model_json_schema
    model_parametrized_name model_post_init model_rebuild model_validate model_validate_json
    model_validate_strings narrow_to
    """,
)
SQLALCHEMY: dict[str, str] = _taken(
    "SQLAlchemy's models have an attribute of this name",
    "metadata registry query sqlmodel_update",
)
ENUM: dict[str, str] = _taken(
    "Python's enums have an attribute of this name", "name value mro"
)
FIELDS: dict[str, str] = PYDANTIC | SQLALCHEMY | TYPES

EMITTED: dict[str, str] = _taken(
    "the emitted code imports a class of this name",
    """
    SQLModel Field Relationship Column Schema Patch Unset Repository Router Query Annotated UUID
    Decimal Literal ClassVar Enum StrEnum IntEnum KeysetPage OffsetPage KeysetQuery OffsetQuery
    SortBy Role PkgID Settings Service
    """,
)
TYPESCRIPT_GLOBALS: dict[str, str] = _taken(
    "the TypeScript client needs the global of this name",
    """
    Promise Record Array Map Set Date Error Object String Number Boolean Symbol Function JSON Math
    Partial Omit Pick Readonly Required Request Response Headers URL WebSocket AbortSignal
    AsyncIterable Uint8Array Blob FormData
    """,
)
CLASSES: dict[str, str] = BUILTINS | TYPESCRIPT_GLOBALS | EMITTED

PROTOTYPE: dict[str, str] = _taken(
    "it reaches the prototype of JavaScript objects", "__proto__ constructor prototype"
)
TYPESCRIPT: dict[str, str] = PROTOTYPE | _taken(
    "it is a reserved word of TypeScript",
    """
    abstract any arguments as asserts async await bigint boolean break case catch class const
    continue debugger declare default delete do else enum eval export extends false finally for
    from function get global if implements import in infer instanceof interface is keyof let module
    namespace never new null number object of package private protected public readonly require
    return satisfies set static string super switch symbol this throw true try type typeof undefined
    unique unknown var void while with yield
    """,
)
"""Not legal, or unwise, as the name of a variable, function or type in TypeScript."""
