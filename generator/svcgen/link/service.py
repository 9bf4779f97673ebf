"""The service's own parts: names, roles, enums, errors, providers, databases, interceptors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from svcgen.graph.commands import DeclaredError
from svcgen.graph.service import (
    Database,
    Enum,
    EnumMember,
    Interceptor,
    Provider,
    Role,
    Service,
)
from svcgen.link.names import Names, pointer
from svcgen.naming import pascal_case, screaming_case, snake_case
from svcgen.spec.commands import DeclaredErrorSpec
from svcgen.spec.service import EnumSpec, ProviderSpec

BUILTIN_INTERCEPTORS = ("settings", "database", "publisher", "websocket")
FIRST_DECLARED_STATUS = 100


def link_info(names: Names) -> Service:
    """Link the service's names."""
    info = names.spec.service
    package = snake_case(info.name)
    return Service(
        name=info.name,
        package=package,
        title=package.replace("_", " ").capitalize(),
        description=info.description,
        version=info.version,
        prefix=info.prefix.rstrip("/"),
        websocket_path=names.spec.websocket.path,
        license=info.license,
    )


def link_roles(names: Names) -> Iterator[Role]:
    """Link the roles in the order written."""
    for name, spec in names.spec.roles.items():
        yield Role(screaming_case(name), name, spec.description, pointer("roles", name))


def link_enum(name: str, spec: EnumSpec) -> Enum:
    """Link an enum; its members are named in capitals."""
    members = tuple(
        EnumMember(
            screaming_case(member),
            value.value,
            value.description,
            pointer("enums", name, "members", member),
        )
        for member, value in spec.members.items()
    )
    return Enum(name, spec.type, members, spec.description, pointer("enums", name))


def link_errors(names: Names, recorded: Mapping[str, int]) -> Iterator[DeclaredError]:
    """Link the errors that commands declare; a recorded code never changes."""
    last = max((FIRST_DECLARED_STATUS - 1, *recorded.values()))
    seen: set[str] = set()
    for command, spec in names.spec.commands.items():
        for name, declared in spec.errors.items():
            if name in seen:
                continue
            seen.add(name)
            code = recorded.get(name)
            if code is None:
                last += 1
                code = last
            status = (
                declared.status if isinstance(declared, DeclaredErrorSpec) else declared
            )
            text = (
                declared.description if isinstance(declared, DeclaredErrorSpec) else ""
            )
            at = pointer("commands", command, "errors", name)
            yield DeclaredError(name, pascal_case(name), status, code, text, at)


def link_provider(name: str, spec: ProviderSpec) -> Provider:
    """Link a provider: a value, a factory, or the class itself."""
    source = spec.value or spec.factory or spec.type
    kind = "value" if spec.value else "factory" if spec.factory else "class"
    return Provider(
        name=name,
        type=split_dotted(spec.type),
        kind=(
            "value" if kind == "value" else "factory" if kind == "factory" else "class"
        ),
        source=split_dotted(source),
        scope=spec.scope,
        phase=spec.phase,
        needs=tuple(spec.needs),
        pointer=pointer("providers", name),
    )


def link_databases(names: Names) -> Iterator[Database]:
    """Link the databases that are declared."""
    for name, spec in names.spec.databases.items():
        yield Database(name, spec.read_only, pointer("databases", name))


def link_interceptors(names: Names) -> Iterator[Interceptor]:
    """Link what units of work pass through, in order."""
    for position, written in enumerate(names.spec.interceptors):
        at = pointer("interceptors", position)
        if written in BUILTIN_INTERCEPTORS:
            yield Interceptor(written, None, at)
        else:
            yield Interceptor(None, split_dotted(written), at)


def split_dotted(written: str) -> tuple[str, str]:
    """Split `package.module:Name` into its two parts."""
    module, _, name = written.partition(":")
    return module, name
