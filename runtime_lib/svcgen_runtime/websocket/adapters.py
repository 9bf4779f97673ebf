"""Pydantic adapters for hints that are only known at run time."""

from typing import cast

from pydantic import TypeAdapter


def adapter_for(hint: object) -> TypeAdapter[object]:
    """Reads and writes values of a type hint. Raises `pydantic.PydanticSchemaGenerationError` for a hint it cannot."""
    # Whatever may stand behind a colon is a type form; no type checker can see that here.
    return TypeAdapter(cast("type[object]", hint))
