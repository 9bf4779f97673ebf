"""Who may, written as one of the runtime's access rules."""

from __future__ import annotations

from svcgen.graph.commands import Access, Command
from svcgen.graph.entities import Entity
from svcgen.layout.expressions import Text
from svcgen.naming import CommandName, FieldName, PyLit
from svcgen.render.python.module import Module


def access_rule(
    module: Module, access: Access, parameters: tuple[str, ...] = ()
) -> Text:
    """Give the expression for a rule; the roles are members of the service's own enum.

    `parameters` are the names under which the trigger knows the row's key, for ownership.
    """
    layout = module.layout
    if access.kind == "public":
        return module.use("PUBLIC")
    if access.kind == "authenticated":
        return module.use("AUTHENTICATED")
    if access.kind == "owner":
        entity = module.context.graph.entity(access.entity)
        load = module.own(f"wiring.{entity.snake}", loader_name(entity, parameters))
        return layout.call(module.use("Owner"), [load, PyLit(FieldName(access.owner))])
    rule = module.use("AllOf" if access.kind == "all" else "AnyOf")
    return layout.call(rule, [module.role(role) for role in access.roles])


def key_names(module: Module, command: Command) -> tuple[str, ...]:
    """Give the names under which a command's triggers know the key of its entity's row."""
    if command.entity is None:
        return ()
    entity = module.context.graph.entity(command.entity)
    return tuple(field.name for field in entity.key)


def loader_name(entity: Entity, parameters: tuple[str, ...]) -> CommandName:
    """Name the function that loads a row for an ownership rule."""
    if parameters == tuple(field.name for field in entity.key):
        return CommandName(f"load_{entity.snake}")
    return CommandName(f"load_{entity.snake}_by_{'_'.join(parameters)}")
