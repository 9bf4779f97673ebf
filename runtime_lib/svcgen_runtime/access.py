"""Access rules: who may use a trigger.

A rule has a static part, decided from the principal before any input is read, and,
for `Owner`, a second part decided inside the unit of work from the row that the
arguments name. There is no default: a trigger without a rule does not exist.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from svcgen_runtime.errors import AuthenticationFailed, PermissionDenied
from svcgen_runtime.principal import Principal

Loader = Callable[..., Awaitable[object]]


class Access(Protocol):
    """A rule; `describe` is a short text for documents and logs."""

    def check(self, principal: Principal | None) -> None:
        """Raise AuthenticationFailed or PermissionDenied unless the caller may."""
        ...

    def describe(self) -> str:
        """The rule in a few words, such as ``all of: editor``."""
        ...


def require_principal(principal: Principal | None) -> Principal:
    """The principal, or AuthenticationFailed."""
    if principal is None:
        raise AuthenticationFailed
    return principal


@dataclass(frozen=True, slots=True)
class Public:
    """Everyone may."""

    def check(self, principal: Principal | None) -> None:
        """Never raises."""

    def describe(self) -> str:
        """``public``."""
        return "public"


@dataclass(frozen=True, slots=True)
class Authenticated:
    """Every verified caller may."""

    def check(self, principal: Principal | None) -> None:
        """Raise AuthenticationFailed without a principal."""
        require_principal(principal)

    def describe(self) -> str:
        """``authenticated``."""
        return "authenticated"


@dataclass(frozen=True, slots=True, init=False)
class AllOf:
    """Callers that hold every one of the roles may."""

    roles: tuple[str, ...]

    def __init__(self, *roles: str) -> None:
        object.__setattr__(self, "roles", _named(roles))

    def check(self, principal: Principal | None) -> None:
        """Raise PermissionDenied when a role is missing."""
        known = require_principal(principal)
        if not known.roles.issuperset(self.roles):
            raise PermissionDenied

    def describe(self) -> str:
        """``all of: a, b``."""
        return "all of: " + ", ".join(self.roles)


@dataclass(frozen=True, slots=True, init=False)
class AnyOf:
    """Callers that hold at least one of the roles may."""

    roles: tuple[str, ...]

    def __init__(self, *roles: str) -> None:
        object.__setattr__(self, "roles", _named(roles))

    def check(self, principal: Principal | None) -> None:
        """Raise PermissionDenied when none of the roles is held."""
        known = require_principal(principal)
        if known.roles.isdisjoint(self.roles):
            raise PermissionDenied

    def describe(self) -> str:
        """``any of: a, b``."""
        return "any of: " + ", ".join(self.roles)


@dataclass(frozen=True, slots=True)
class Owner:
    """The caller whose subject stands in `field` of the row may.

    `load` is called inside the unit of work with those of the trigger's arguments that
    it names; it returns the row or raises NotFound. `unless` lets further callers in,
    such as ``AllOf("admin")``.
    """

    load: Loader
    field: str
    unless: Access | None = None

    def check(self, principal: Principal | None) -> None:
        """Raise AuthenticationFailed without a principal; the row comes later."""
        require_principal(principal)

    def describe(self) -> str:
        """``owner: field``."""
        also = f" or {self.unless.describe()}" if self.unless else ""
        return f"owner: {self.field}{also}"


PUBLIC = Public()
AUTHENTICATED = Authenticated()


def check_static(access: Access, principal: Principal | None) -> None:
    """Decide what can be decided before input is read.

    Raises AuthenticationFailed (401 / 7) or PermissionDenied (403 / 3).
    """
    access.check(principal)


async def authorise(
    access: Access, principal: Principal | None, arguments: Mapping[str, object]
) -> None:
    """Decide the whole rule, inside the unit of work.

    `arguments` are the trigger's arguments by name; for `Owner` the loader gets those
    it names, looked up first among the arguments and then among the fields of model
    arguments. Raises AuthenticationFailed, PermissionDenied or what the loader raises.
    """
    access.check(principal)
    if not isinstance(access, Owner):
        return
    known = require_principal(principal)
    if access.unless is not None and _allows(access.unless, known):
        return
    row = await access.load(**_keys_for(access.load, arguments))
    if row is None or str(getattr(row, access.field)) != known.subject:
        raise PermissionDenied


def _allows(access: Access, principal: Principal) -> bool:
    try:
        access.check(principal)
    except (AuthenticationFailed, PermissionDenied):
        return False
    return True


def _keys_for(load: Loader, arguments: Mapping[str, object]) -> dict[str, object]:
    # inspect is imported here because rules without an owner never need it
    from inspect import signature

    found: dict[str, object] = {}
    for name in signature(load).parameters:
        if name in arguments:
            found[name] = arguments[name]
            continue
        for value in arguments.values():
            if hasattr(value, name):
                found[name] = getattr(value, name)
                break
    return found


def _named(roles: tuple[str, ...]) -> tuple[str, ...]:
    if not roles:
        raise ValueError("name at least one role, or use AUTHENTICATED or PUBLIC")
    return tuple(str(role) for role in roles)
