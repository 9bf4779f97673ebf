"""Providers: what commands ask for by class, made once per process or for each unit of work.

A provider is a value, a class or a factory. What it needs are other providers, which it names,
or which are read from the annotations of its parameters. Of those that live as long as the
service, the ones of phase ``before`` are made before the interceptors start and the ones of
``after`` when they have. One of scope ``unit`` is made when a unit of work first asks for it,
inside it, so that `use_session` and its like work there. All are torn down in reverse order.
"""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import (
    Any,
    Generic,
    Literal,
    TypeAlias,
    TypedDict,
    TypeVar,
    Unpack,
    get_type_hints,
    overload,
)

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
A1 = TypeVar("A1")
A2 = TypeVar("A2")
A3 = TypeVar("A3")
PhaseName = Literal["before", "after"]
ScopeName = Literal["service", "unit"]
Key = tuple[type[object], str | None]
Made: TypeAlias = "T | Awaitable[T] | AsyncIterator[T]"


class Lifetime(TypedDict, total=False):
    """How long what is made lives: as the service (default), made in a phase, or as a unit of work."""

    when: PhaseName
    scope: ScopeName


@dataclass(frozen=True, slots=True)
class Provider(Generic[T_co]):
    """How to make what is asked for by `key` and `name`.

    `needs` are given to `make` in order; None means that its annotations say what it
    needs. Use `provide_value`, `provide_class` or `provide_factory`, which check types.
    """

    key: type[T_co]
    name: str | None
    when: PhaseName
    make: Callable[..., object]
    needs: "tuple[Provider[object], ...] | None" = None
    scope: ScopeName = "service"

    @property
    def slot(self) -> Key:
        """What this provider is found by."""
        return (self.key, self.name)

    def parameters(self) -> dict[str, Key]:
        """The parameters of the maker that annotations tell of, and what each asks for."""
        if self.needs is not None or isinstance(self.make, _Value):
            return {}
        hints = get_type_hints(_signed(self.make))
        names = inspect.signature(self.make).parameters
        return {name: (hints.get(name, object), None) for name in names}

    def may_lack(self, parameter: str) -> bool:
        """Whether the maker does without this parameter."""
        found = inspect.signature(self.make).parameters[parameter]
        variadic = found.kind in (found.VAR_POSITIONAL, found.VAR_KEYWORD)
        return variadic or found.default is not found.empty


def provide_value(key: type[T], value: T, name: str | None = None) -> Provider[T]:
    """Provide this value, which may be falsy."""
    return Provider(key, name, "before", _Value(value))


def provide_class(
    key: type[T],
    cls: type[T],
    name: str | None = None,
    **lifetime: Unpack[Lifetime],
) -> Provider[T]:
    """Provide an instance of `cls`; its parameters are provided by annotation."""
    return _provider(key, cls, name, None, lifetime)


@overload
def provide_factory(
    key: type[T],
    factory: "Callable[..., Made[T]]",
    name: str | None = None,
    **lifetime: Unpack[Lifetime],
) -> Provider[T]: ...


@overload
def provide_factory(
    key: type[T],
    factory: "Callable[[A1], Made[T]]",
    name: str | None = None,
    *,
    needs: tuple[Provider[A1]],
    **lifetime: Unpack[Lifetime],
) -> Provider[T]: ...


@overload
def provide_factory(
    key: type[T],
    factory: "Callable[[A1, A2], Made[T]]",
    name: str | None = None,
    *,
    needs: tuple[Provider[A1], Provider[A2]],
    **lifetime: Unpack[Lifetime],
) -> Provider[T]: ...


@overload
def provide_factory(
    key: type[T],
    factory: "Callable[[A1, A2, A3], Made[T]]",
    name: str | None = None,
    *,
    needs: tuple[Provider[A1], Provider[A2], Provider[A3]],
    **lifetime: Unpack[Lifetime],
) -> Provider[T]: ...


@overload
def provide_factory(
    key: type[T],
    factory: "Callable[..., Made[T]]",
    name: str | None = None,
    *,
    needs: tuple[
        Provider[object],
        Provider[object],
        Provider[object],
        Provider[object],
        *tuple[Provider[object], ...],
    ],
    **lifetime: Unpack[Lifetime],
) -> Provider[T]: ...


def provide_factory(
    key: type[T],
    factory: "Callable[..., Made[T]]",
    name: str | None = None,
    *,
    needs: tuple[Provider[Any], ...] | None = None,
    **lifetime: Unpack[Lifetime],
) -> Provider[T]:
    """Provide what `factory` makes of what `needs` provide, in that order.

    The factory is a function, a class, an async function, or an async generator that
    yields once: what follows its `yield` is the tear-down. Without `needs` its
    annotations say what it needs. Type checkers look at up to three of `needs`.
    """
    return _provider(key, factory, name, needs, lifetime)


def _provider(
    key: type[T],
    make: Callable[..., object],
    name: str | None,
    needs: tuple[Provider[Any], ...] | None,
    lifetime: Lifetime,
) -> Provider[T]:
    when, scope = lifetime.get("when", "before"), lifetime.get("scope", "service")
    return Provider(key, name, when, make, needs, scope)


class _Value:
    """A factory without parameters that returns what it was given."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __call__(self) -> object:
        return self.value


def _signed(make: Callable[..., object]) -> object:
    """What carries the annotations: a class's are on its constructor."""
    return vars(make).get("__init__", make) if isinstance(make, type) else make
