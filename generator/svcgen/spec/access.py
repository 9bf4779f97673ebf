"""Who may: roles, ownership and public access."""

from __future__ import annotations

from typing import ClassVar

from pydantic import JsonValue, model_validator
from pydantic_core import PydanticCustomError

from svcgen.spec.base import ShortForm


class AccessSpec(ShortForm):
    """Who may use it: a list means ALL of the roles; or {any: [...]} or {owner: field}."""

    short_schema: ClassVar[dict[str, JsonValue]] = {
        "type": "array",
        "items": {"type": "string"},
        "description": "The caller needs ALL of these roles.",
    }

    all: list[str] | None = None
    """The caller needs all of these roles."""
    any: list[str] | None = None
    """The caller needs one of these roles."""
    owner: str | None = None
    """The caller's subject must equal this field of the row."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand a list of roles."""
        return {"all": value} if isinstance(value, list) else value

    @model_validator(mode="after")
    def _one_rule(self) -> AccessSpec:
        given = [
            name for name in ("all", "any", "owner") if getattr(self, name) is not None
        ]
        if len(given) != 1:
            raise PydanticCustomError(
                "access_rule", "roles say one of: a list, {any: [...]}, {owner: field}"
            )
        return self


class JoinSpec(ShortForm):
    """Who may join a room: {roles: ...}, {owner: field}, or public."""

    short_schema: ClassVar[dict[str, JsonValue]] = {"enum": ["public", "authenticated"]}

    roles: AccessSpec | None = None
    """Who may: a list means ALL of them; {any: [a, b]}."""
    owner: str | None = None
    """The caller's subject must equal this field of the row the room is about."""
    public: bool = False
    """Anybody may."""
    authenticated: bool = False
    """Everybody with a token may."""

    @classmethod
    def from_short(cls, value: object) -> object:
        """Expand `public` and `authenticated`."""
        return {value: True} if value in ("public", "authenticated") else value

    @model_validator(mode="after")
    def _one_rule(self) -> JoinSpec:
        if (
            sum(map(bool, (self.roles, self.owner, self.public, self.authenticated)))
            != 1
        ):
            raise PydanticCustomError(
                "access_rule", "join says one of: roles, owner, public, authenticated"
            )
        return self
