"""Who may, written as one of the runtime's access rules."""

from __future__ import annotations

from svcgen.graph.commands import Access
from svcgen.layout.expressions import Text
from svcgen.naming import ClassName, FieldName, PyLit
from svcgen.render.python.module import Module


def access_rule(module: Module, access: Access) -> Text:
    """Give the expression for a rule; the roles are members of the service's own enum."""
    layout = module.layout
    if access.kind == "public":
        return module.use("PUBLIC")
    if access.kind == "authenticated":
        return module.use("AUTHENTICATED")
    if access.kind == "owner":
        entity = module.context.graph.entity(access.entity)
        name = ClassName(f"{entity.name}Repository")
        repository = module.own(f"repositories.{entity.snake}", name)
        load = f"{repository}().require"
        return layout.call(module.use("Owner"), [load, PyLit(FieldName(access.owner))])
    rule = module.use("AllOf" if access.kind == "all" else "AnyOf")
    return layout.call(rule, [module.role(role) for role in access.roles])
