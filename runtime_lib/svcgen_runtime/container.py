"""What providers have made: for the process, and for one unit of work."""

import inspect
from asyncio import Lock
from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar, cast

from svcgen_runtime.errors import ProviderFault
from svcgen_runtime.providers import Key, PhaseName, Provider, ScopeName

T = TypeVar("T")
WORDS: Mapping[ScopeName, str] = {
    "service": "made once, for the whole service",
    "unit": "made for each unit of work",
}


class Made:
    """The instances of one scope, with how to undo them."""

    def __init__(self) -> None:
        self.instances: dict[Key, object] = {}
        self.stack = AsyncExitStack()

    async def tear_down(self) -> None:
        """Undo in reverse order; what was made is forgotten."""
        self.instances.clear()
        stack, self.stack = self.stack, AsyncExitStack()
        await stack.aclose()


class Container:
    """What has been provided in this process.

    Raises ProviderFault when two providers answer to the same class and name.
    """

    def __init__(self, providers: Iterable[Provider[object]] = ()) -> None:
        self._providers: dict[Key, Provider[object]] = {}
        self._made = Made()
        for provider in providers:
            if provider.slot in self._providers:
                raise ProviderFault(f"{_text(provider.slot)} is provided twice")
            self._providers[provider.slot] = provider

    def get(self, cls: type[T], name: str | None = None) -> T:
        """What was provided for `cls` and `name`; ProviderFault when nothing was."""
        slot = (cls, name)
        if slot not in self._made.instances:
            raise ProviderFault(f"{_text(slot)} is {self._state(slot)}")
        return cast(T, self._made.instances[slot])

    def _state(self, slot: Key) -> str:
        provider = self._providers.get(slot)
        if provider is None:
            return "not provided"
        if provider.scope == "unit":
            return f"{WORDS['unit']}: await use_unit_provider"
        return "not made yet"

    async def set_up(self, when: PhaseName) -> None:
        """Make every provider of this phase, and what those need."""
        for provider in self._providers.values():
            if provider.scope == "service" and provider.when == when:
                await _Making(self._providers, self._made, when=when).make(provider)

    async def tear_down(self) -> None:
        """Undo in reverse order; what was made is forgotten."""
        await self._made.tear_down()

    async def give(self, cls: type[T], name: str | None, unit: Made) -> T:
        """What is provided for `cls` and `name`, made for `unit` where it lives so long.

        Raises ProviderFault.
        """
        provider = self._providers.get((cls, name))
        if provider is None or provider.scope == "service":
            return self.get(cls, name)
        making = _Making(self._providers, self._made, unit)
        return cast(T, await making.make(provider))


class UnitProviders:
    """What one unit of work has asked for so far of what is made for it alone."""

    __slots__ = ("_container", "_lock", "_made")

    def __init__(self, container: Container) -> None:
        self._container = container
        self._made = Made()
        self._lock = Lock()

    async def get(self, cls: type[T], name: str | None = None) -> T:
        """What is provided for `cls` and `name`, made when it is first asked for.

        What lives as long as the service is given too. Raises ProviderFault.
        """
        async with self._lock:
            return await self._container.give(cls, name, self._made)

    async def close(self, error: BaseException | None) -> None:
        """Undo in reverse order; each sees what went wrong in the work, and cannot hide it."""
        kind, traceback = None, None
        if error is not None:
            kind, traceback = type(error), error.__traceback__
        await self._made.stack.__aexit__(kind, error, traceback)


class _Making:
    """Makes one provider, and before it what it needs."""

    def __init__(
        self,
        providers: Mapping[Key, Provider[object]],
        service: Made,
        unit: Made | None = None,
        when: PhaseName = "after",
    ) -> None:
        self._providers = providers
        self._made: dict[ScopeName, Made] = {"service": service}
        if unit is not None:
            self._made["unit"] = unit
        self._when = when

    async def make(
        self, provider: Provider[object], path: tuple[Key, ...] = ()
    ) -> object:
        """The instance, made unless it is there. Raises ProviderFault."""
        made = self._made.get(provider.scope)
        if made is not None and provider.slot in made.instances:
            return made.instances[provider.slot]
        self._refuse(provider, path)
        assert made is not None
        path = (*path, provider.slot)
        named = {
            name: await self._need(slot, path)
            for name, slot in provider.parameters().items()
            if slot in self._providers or not provider.may_lack(name)
        }
        given = [await self._need(each.slot, path) for each in provider.needs or ()]
        instance = await _call(provider, made.stack, given, named)
        made.instances[provider.slot] = instance
        return instance

    def _refuse(self, provider: Provider[object], path: tuple[Key, ...]) -> None:
        name = _text(provider.slot)
        if provider.slot in path:
            circle = " -> ".join(_text(slot) for slot in (*path, provider.slot))
            raise ProviderFault(f"providers need each other in a circle: {circle}")
        if path and self._providers[path[-1]].scope != provider.scope == "unit":
            raise ProviderFault(
                f"{name} is {WORDS['unit']}, but {_text(path[-1])} is {WORDS['service']}"
            )
        if provider.when == "after" and self._when == "before":
            raise ProviderFault(
                f"{name} is made after the interceptors, but"
                f" {_text(path[-1])} needs it before them"
            )

    async def _need(self, slot: Key, path: tuple[Key, ...]) -> object:
        found = self._providers.get(slot)
        if found is None:
            raise ProviderFault(f"{_text(path[-1])} needs {_text(slot)}: not provided")
        return await self.make(found, path)


async def _call(
    provider: Provider[object],
    stack: AsyncExitStack,
    given: list[object],
    named: dict[str, object],
) -> object:
    make = provider.make
    if inspect.isasyncgenfunction(make):
        manager = asynccontextmanager(make)(*given, **named)
        return await stack.enter_async_context(manager)
    made = make(*given, **named)
    return await made if inspect.isawaitable(made) else made


def _text(slot: Key) -> str:
    cls, name = slot
    return f"{cls.__name__}" + (f" named '{name}'" if name else "")
