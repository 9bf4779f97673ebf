"""Who may: from the spec's words to one rule, never to none."""

from __future__ import annotations

from svcgen.graph.commands import Access
from svcgen.link.names import Names
from svcgen.spec.access import AccessSpec, JoinSpec


def link_access(
    names: Names, roles: AccessSpec | None, public: bool, entity: str = ""
) -> Access:
    """Link the rule of a trigger; what is not said falls back to the service's default."""
    if public:
        return Access("public")
    if roles is None:
        default = names.spec.service.default
        return Access("public" if default == "public" else "authenticated")
    if roles.owner is not None:
        return Access("owner", owner=roles.owner, entity=entity)
    if roles.any is not None:
        return Access("any", tuple(roles.any))
    return Access("all", tuple(roles.all or ()))


def link_join(names: Names, join: JoinSpec | None, entity: str) -> Access:
    """Link who may join a room; unless it is said, nobody may."""
    if join is None:
        return Access("nobody")
    if join.owner is not None:
        return Access("owner", owner=join.owner, entity=entity)
    if join.public or join.authenticated:
        return Access("public" if join.public else "authenticated")
    return link_access(names, join.roles, public=False)
