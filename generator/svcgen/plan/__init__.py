"""Plan: which files a service is made of. A table, and nothing but a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from svcgen.artifacts.files import PlannedFile
from svcgen.artifacts.policy import WritePolicy
from svcgen.artifacts.subject import Subject
from svcgen.graph import ServiceGraph
from svcgen.plan.subjects import SubjectKind, subjects

__all__ = ["FileKind", "Subject", "plan_files"]

OVERWRITE, MERGE, WRITE_ONCE = (
    WritePolicy.OVERWRITE,
    WritePolicy.MERGE,
    WritePolicy.WRITE_ONCE,
)
SOURCE = "src/{package}"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of emitted file: one for each subject of a kind, `{name}` is the subject's."""

    template: str
    path: str
    policy: WritePolicy
    of: SubjectKind
    when: Callable[[ServiceGraph], object] | None = None


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("service/package.py.jinja", f"{SOURCE}/__init__.py", OVERWRITE, "service"),
    FileKind("service/app.py.jinja", f"{SOURCE}/app.py", OVERWRITE, "service"),
    FileKind("service/settings.py.jinja", f"{SOURCE}/settings.py", MERGE, "service"),
    FileKind(
        "service/extensions.py.jinja", f"{SOURCE}/extensions.py", WRITE_ONCE, "service"
    ),
    FileKind(
        "service/providers.py.jinja",
        f"{SOURCE}/providers.py",
        OVERWRITE,
        "service",
        lambda g: g.providers,
    ),
    FileKind(
        "service/contract/enums.py.jinja",
        f"{SOURCE}/contract/enums.py",
        OVERWRITE,
        "service",
        lambda g: g.enums,
    ),
    FileKind(
        "service/contract/roles.py.jinja",
        f"{SOURCE}/contract/roles.py",
        OVERWRITE,
        "service",
        lambda g: g.roles,
    ),
    FileKind(
        "service/contract/errors.py.jinja",
        f"{SOURCE}/contract/errors.py",
        OVERWRITE,
        "service",
        lambda g: g.errors,
    ),
    FileKind(
        "service/contract/packages.py.jinja",
        f"{SOURCE}/contract/packages.py",
        OVERWRITE,
        "service",
        lambda g: g.packages or g.pushes,
    ),
    FileKind(
        "service/contract/rooms.py.jinja",
        f"{SOURCE}/contract/rooms.py",
        OVERWRITE,
        "service",
        lambda g: g.rooms,
    ),
    FileKind(
        "service/contract/models.py.jinja",
        f"{SOURCE}/contract/models/__init__.py",
        OVERWRITE,
        "service",
        lambda g: g.entities,
    ),
    FileKind(
        "service/contract/model.py.jinja",
        f"{SOURCE}/contract/models/{{name}}.py",
        OVERWRITE,
        "entity",
    ),
    FileKind(
        "service/contract/schemas.py.jinja",
        f"{SOURCE}/contract/schemas/{{name}}.py",
        OVERWRITE,
        "schemas",
    ),
    FileKind(
        "service/contract/details.py.jinja",
        f"{SOURCE}/contract/details/{{name}}.py",
        OVERWRITE,
        "details",
    ),
    FileKind(
        "service/contract/message.py.jinja",
        f"{SOURCE}/contract/messages/{{name}}.py",
        OVERWRITE,
        "message",
    ),
    FileKind(
        "service/contract/push.py.jinja",
        f"{SOURCE}/contract/pushes/{{name}}.py",
        OVERWRITE,
        "push",
    ),
    FileKind(
        "service/contract/received.py.jinja",
        f"{SOURCE}/contract/sockets/{{name}}.py",
        OVERWRITE,
        "socket",
    ),
    FileKind(
        "service/repository.py.jinja",
        f"{SOURCE}/repositories/{{name}}.py",
        MERGE,
        "entity",
    ),
    FileKind(
        "service/computed.py.jinja",
        f"{SOURCE}/computed/{{name}}.py",
        MERGE,
        "computed",
    ),
    FileKind(
        "service/command.py.jinja", f"{SOURCE}/commands/{{name}}.py", MERGE, "group"
    ),
    FileKind(
        "service/wiring.py.jinja", f"{SOURCE}/wiring/{{name}}.py", OVERWRITE, "wiring"
    ),
    FileKind(
        "service/handlers/http.py.jinja",
        f"{SOURCE}/handlers/http/{{name}}.py",
        MERGE,
        "http",
    ),
    FileKind(
        "service/handlers/ws.py.jinja", f"{SOURCE}/handlers/ws/{{name}}.py", MERGE, "ws"
    ),
    FileKind(
        "service/handlers/message.py.jinja",
        f"{SOURCE}/handlers/messages/{{name}}.py",
        MERGE,
        "handler",
    ),
    FileKind(
        "service/upgrades.py.jinja",
        f"{SOURCE}/upgrades/{{name}}.py",
        MERGE,
        "upgrades",
    ),
    FileKind(
        "service/handlers/schedule.py.jinja",
        f"{SOURCE}/handlers/schedules/{{name}}.py",
        MERGE,
        "schedule",
    ),
    FileKind(
        "service/handlers/socket.py.jinja",
        f"{SOURCE}/handlers/sockets/{{name}}.py",
        MERGE,
        "socket",
    ),
    FileKind("service/tests/conftest.py.jinja", "tests/conftest.py", MERGE, "service"),
    FileKind(
        "service/tests/test_service.py.jinja",
        "tests/test_service.py",
        MERGE,
        "service",
    ),
    FileKind(
        "service/tests/factories.py.jinja",
        "tests/factories.py",
        MERGE,
        "service",
        lambda g: g.entities,
    ),
    FileKind("service/tests/test_noun.py.jinja", "tests/test_{name}.py", MERGE, "noun"),
)


def plan_files(graph: ServiceGraph) -> tuple[PlannedFile, ...]:
    """Give every Python file that `graph` asks for, in the order of the table."""
    by_kind: dict[SubjectKind, tuple[Subject, ...]] = {}
    for kind in FILE_KINDS:
        if kind.of not in by_kind:
            by_kind[kind.of] = tuple(subjects(graph, kind.of))
    return tuple(_plan(graph, FILE_KINDS, by_kind))


def _plan(
    graph: ServiceGraph,
    kinds: Iterable[FileKind],
    by_kind: dict[SubjectKind, tuple[Subject, ...]],
) -> Iterator[PlannedFile]:
    for kind in kinds:
        if kind.when is not None and not kind.when(graph):
            continue
        for subject in by_kind[kind.of]:
            path = kind.path.format(package=graph.service.package, name=subject.name)
            yield PlannedFile(
                path, kind.policy, kind.template, subject.nodes, view=subject
            )
