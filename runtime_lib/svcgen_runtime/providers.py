"""Providers: what commands ask for by class, made once per process.

A provider is a value, a class or a factory. Its own needs are read from the annotations
of its parameters. Those of phase ``before`` are made before the interceptors start,
those of ``after`` when they have; they are torn down in reverse order.
"""

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Literal, TypeVar, cast, get_type_hints

from svcgen_runtime.errors import ProviderFault

T = TypeVar("T")
PhaseName = Literal["before", "after"]
Key = tuple[type[object], str | None]


@dataclass(frozen=True, slots=True)
class Provider:
    """How to make what is asked for by `key` and `name`.

    Use `provide_value`, `provide_class` or `provide_factory`, which check the types.
    """

    key: type[object]
    name: str | None
    when: PhaseName
    make: Callable[..., object]

    @property
    def slot(self) -> Key:
        """What this provider is found by."""
        return (self.key, self.name)


def provide_value(key: type[T], value: T, name: str | None = None) -> Provider:
    """Provide this value, which may be falsy."""
    return Provider(key, name, "before", _Value(value))


def provide_class(
    key: type[T],
    cls: type[T],
    name: str | None = None,
    *,
    when: PhaseName = "before",
) -> Provider:
    """Provide one instance of `cls`; its parameters are provided by annotation."""
    return Provider(key, name, when, cls)


def provide_factory(
    key: type[T],
    factory: Callable[..., T | Awaitable[T] | AsyncIterator[T]],
    name: str | None = None,
    *,
    when: PhaseName = "before",
) -> Provider:
    """Provide what `factory` makes.

    The factory is a function, an async function, or an async generator that yields
    once: what follows its `yield` is the tear-down.
    """
    return Provider(key, name, when, factory)


class _Value:
    """A factory without parameters that returns what it was given."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __call__(self) -> object:
        return self.value


class Container:
    """What has been provided in this process.

    Raises ProviderFault when two providers answer to the same class and name.
    """

    def __init__(self, providers: Iterable[Provider] = ()) -> None:
        self._providers: dict[Key, Provider] = {}
        self._made: dict[Key, object] = {}
        self._stack = AsyncExitStack()
        for provider in providers:
            if provider.slot in self._providers:
                raise ProviderFault(f"{_text(provider.slot)} is provided twice")
            self._providers[provider.slot] = provider

    def get(self, cls: type[T], name: str | None = None) -> T:
        """What was provided for `cls` and `name`; ProviderFault when nothing was."""
        slot = (cls, name)
        if slot not in self._made:
            state = "made yet" if slot in self._providers else "provided"
            raise ProviderFault(f"{_text(slot)} is not {state}")
        return cast(T, self._made[slot])

    async def set_up(self, when: PhaseName) -> None:
        """Make every provider of this phase, and what those need."""
        for slot, provider in self._providers.items():
            if provider.when == when and slot not in self._made:
                await self._make(provider, (), when)

    async def tear_down(self) -> None:
        """Undo in reverse order; what was made is forgotten."""
        self._made.clear()
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()

    async def _make(
        self, provider: Provider, path: tuple[Key, ...], when: PhaseName
    ) -> object:
        if provider.slot in self._made:
            return self._made[provider.slot]
        if provider.slot in path:
            circle = " -> ".join(_text(slot) for slot in (*path, provider.slot))
            raise ProviderFault(f"providers need each other in a circle: {circle}")
        if provider.when == "after" and when == "before":
            raise ProviderFault(
                f"{_text(provider.slot)} is made after the interceptors, but"
                f" {_text(path[-1])} needs it before them"
            )
        arguments = {
            name: await self._need(slot, (*path, provider.slot), when)
            for name, slot in _needs(provider).items()
            if slot in self._providers or not _has_default(provider, name)
        }
        made = await self._call(provider, arguments)
        self._made[provider.slot] = made
        return made

    async def _need(self, slot: Key, path: tuple[Key, ...], when: PhaseName) -> object:
        found = self._providers.get(slot)
        if found is None:
            raise ProviderFault(f"{_text(path[-1])} needs {_text(slot)}: not provided")
        return await self._make(found, path, when)

    async def _call(self, provider: Provider, arguments: dict[str, object]) -> object:
        make = provider.make
        if inspect.isasyncgenfunction(make):
            return await self._stack.enter_async_context(
                asynccontextmanager(make)(**arguments)
            )
        made = make(**arguments)
        return await made if inspect.isawaitable(made) else made


def _needs(provider: Provider) -> dict[str, Key]:
    """The parameters of a provider's maker and what each asks for."""
    make = provider.make
    if isinstance(make, _Value):
        return {}
    hints = get_type_hints(_signed(make))
    names = inspect.signature(make).parameters
    return {name: (hints.get(name, object), None) for name in names}


def _signed(make: Callable[..., object]) -> object:
    """What carries the annotations: a class's are on its constructor."""
    return vars(make).get("__init__", make) if isinstance(make, type) else make


def _has_default(provider: Provider, name: str) -> bool:
    parameter = inspect.signature(provider.make).parameters[name]
    variadic = parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    return variadic or parameter.default is not parameter.empty


def _text(slot: Key) -> str:
    cls, name = slot
    return f"{cls.__name__}" + (f" named '{name}'" if name else "")
