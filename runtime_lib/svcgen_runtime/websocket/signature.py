"""What a handler takes and gives back, read from its annotations once, when it is declared."""

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import GenericAlias
from typing import Protocol, TypeGuard, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter

from svcgen_runtime.websocket.adapters import adapter_for
from svcgen_runtime.websocket.envelope import NULL

Handler = Callable[..., Awaitable[object]]


class BadHandler(TypeError):
    """A handler whose annotations do not say what it takes or gives back."""


class ReplyWriter(Protocol):
    """Turns what a handler returned into the `data` and `meta` of a reply, both JSON."""

    def __call__(self, value: object) -> tuple[bytes, bytes]:
        """`data` and `meta`. Raises if the value is not what the handler promised."""
        ...


@dataclass(frozen=True, slots=True)
class Signature:
    """`request` is the model a handler takes, `parameters` what else it asks for by name."""

    request: type[BaseModel] | None
    request_name: str | None
    parameters: Mapping[str, TypeAdapter[object]]
    write: ReplyWriter


class Page(Protocol):
    """What a page of a list has, whichever way it counts."""

    items: object
    meta: object


def read_signature(handler: Handler) -> Signature:
    """Reads a handler's annotations.

    Raises `BadHandler` if it is no coroutine function, if a parameter or the return value has no annotation,
    or if more than one parameter is a model.
    """
    where = f"{handler.__module__}.{handler.__qualname__}"
    if not inspect.iscoroutinefunction(handler):
        raise BadHandler(f"{where} must be an async function")
    hints = get_type_hints(handler, include_extras=True)
    if "return" not in hints:
        raise BadHandler(f"{where} must say what it returns")
    request: tuple[str, type[BaseModel]] | None = None
    parameters: dict[str, TypeAdapter[object]] = {}
    for name in inspect.signature(handler).parameters:
        if name not in hints:
            raise BadHandler(f"{where}: parameter {name} has no annotation")
        hint = hints[name]
        if not _is_model(hint):
            parameters[name] = adapter_for(hint)
        elif request is not None:
            raise BadHandler(f"{where} takes more than one model")
        else:
            request = (name, hint)
    return Signature(
        request=None if request is None else request[1],
        request_name=None if request is None else request[0],
        parameters=parameters,
        write=_writer_of(hints["return"]),
    )


def _is_model(hint: object) -> TypeGuard[type[BaseModel]]:
    return inspect.isclass(hint) and issubclass(hint, BaseModel)


def _writer_of(hint: object) -> ReplyWriter:
    if hint is None or hint is type(None):
        return _write_nothing
    origin = get_origin(hint) or hint
    if inspect.isclass(origin) and {"items", "meta"} <= _field_names(origin):
        return _page_writer(hint, origin)
    adapter = adapter_for(hint)

    def write(value: object) -> tuple[bytes, bytes]:
        return _dump(adapter, value), NULL

    return write


def _dump(adapter: TypeAdapter[object], value: object) -> bytes:
    # Validating costs a type check for what is a model already, and keeps a handler to its word, as over HTTP.
    checked = adapter.validate_python(value, from_attributes=True)
    return adapter.dump_json(checked, by_alias=True, warnings="error")


def _write_nothing(value: object) -> tuple[bytes, bytes]:
    if value is not None:
        raise TypeError(f"the handler promised nothing and returned {type(value)}")
    return NULL, NULL


def _field_names(cls: type[object]) -> set[str]:
    names: set[str] = set()
    for base in cls.__mro__:
        names.update(vars(base).get("__annotations__", {}))
    return names


def _page_writer(hint: object, origin: type[object]) -> ReplyWriter:
    """A page is answered as its items, with the list meta beside them."""
    if _is_model(hint):
        items_hint: object = hint.model_fields["items"].annotation
        meta_hint: object = hint.model_fields["meta"].annotation
    else:
        (item,) = get_args(hint)
        items_hint = GenericAlias(list, (item,))
        meta_hint = get_type_hints(origin)["meta"]
    items = adapter_for(items_hint)
    meta = adapter_for(meta_hint)

    def write(value: object) -> tuple[bytes, bytes]:
        page = cast("Page", value)
        return _dump(items, page.items), _dump(meta, page.meta)

    return write
