"""A small service, as a generated one would be written, for tests of the core."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, cast
from uuid import UUID

from fastapi import Query
from pydantic import BaseModel, Field
from sqlalchemy import func
from sqlmodel import Field as Column
from sqlmodel import SQLModel, select

from svcgen_runtime import Service
from svcgen_runtime.access import AUTHENTICATED, PUBLIC, AllOf, AnyOf, Owner
from svcgen_runtime.context import (
    use_app_context,
    use_app_type,
    use_principal,
    use_session,
)
from svcgen_runtime.errors import (
    CommandNotWritten,
    DeclaredError,
    NotFound,
    RateLimited,
)
from svcgen_runtime.http import Router
from svcgen_runtime.messages import ConsumerRouter, Message
from svcgen_runtime.schedules import ScheduleRouter
from svcgen_runtime.websocket import PackageRouter, Push

ROLES = ("editor", "admin")


class Note(SQLModel, table=True):
    """A note; its slug is unique."""

    __tablename__ = "core_notes"
    id: int | None = Column(default=None, primary_key=True)
    slug: str = Column(unique=True)
    owner: str = ""


class NoteCreate(BaseModel):
    slug: Annotated[str, Field(max_length=20)]


class NoteRead(BaseModel):
    id: int
    slug: str
    owner: str


class NoteQuery(BaseModel):
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class NoteAdded(Message, topic="note.added", kind="event", name="NoteAdded"):
    slug: str


class NoteChanged(Push, pkg_id=50):
    slug: str


class OutOfStock(DeclaredError):
    """Declared by a spec."""

    code = "out_of_stock"
    http_status = 409
    status_code = 100
    default_msg = "Nothing left."


async def nothing() -> None:
    """The hook of a test that looks at nothing."""


@dataclass
class Probe:
    """What a test hangs into the handlers."""

    in_handler: Callable[[], Awaitable[None]] = nothing
    on_message: Callable[[NoteAdded], Awaitable[None]] | None = None
    seen: list[str] = field(default_factory=list)


async def load_note(note_id: int) -> Note:
    """The note, or NotFound."""
    note = await use_session().get(Note, note_id)
    if note is None:
        raise NotFound
    return note


def notes_router(probe: Probe) -> Router:
    """Every kind of access rule and error, once."""
    router = Router(tags=["notes"])

    @router.post("/notes", access=AllOf("editor"), status=201)
    async def create_note(data: NoteCreate) -> NoteRead:
        """Add a note."""
        session = use_session()
        note = Note(slug=data.slug, owner=use_principal().subject)
        session.add(note)
        await session.flush()
        await NoteAdded(slug=data.slug).publish()
        await probe.in_handler()
        assert note.id is not None
        return NoteRead(id=note.id, slug=note.slug, owner=note.owner)

    @router.get("/notes", access=PUBLIC)
    async def list_notes(query: Annotated[NoteQuery, Query()]) -> list[NoteRead]:
        rows = await use_session().exec(select(Note).limit(query.limit))
        return [NoteRead.model_validate(row, from_attributes=True) for row in rows]

    @router.get("/notes/{note_id}", access=AUTHENTICATED)
    async def get_note(note_id: int) -> NoteRead:
        note = await load_note(note_id)
        return NoteRead.model_validate(note, from_attributes=True)

    add_owned_routes(router, probe)
    return router


def add_owned_routes(router: Router, probe: Probe) -> None:
    """What only the owner may, and what shows its path and correlation id."""

    @router.delete(
        "/notes/{note_id}",
        access=Owner(load_note, "owner", AllOf("admin")),
        status=204,
    )
    async def delete_note(note_id: int) -> None:
        probe.seen.append("delete_note")
        await use_session().delete(await load_note(note_id))

    @router.get("/echo/{ident}", access=PUBLIC)
    async def echo(ident: UUID) -> dict[str, str]:
        uow = use_app_context()
        return {"id": str(ident), "correlation_id": uow.correlation_id}


def faults_router(probe: Probe) -> Router:
    """Routes that fail, one for each kind."""
    router = Router(prefix="/faults", metadata={"audit": "yes"})

    @router.post("/crash", access=PUBLIC)
    async def crash(data: NoteCreate) -> None:
        use_session().add(Note(slug=data.slug))
        await use_session().flush()
        await NoteAdded(slug=data.slug).publish()
        raise RuntimeError("the password is hunter2")

    @router.post("/late-conflict", access=PUBLIC)
    async def late_conflict(data: NoteCreate) -> NoteRead:
        # not flushed: the database refuses it only when the work commits
        use_session().add(Note(slug=data.slug))
        await NoteAdded(slug=data.slug).publish()
        await probe.in_handler()
        return NoteRead(id=0, slug=data.slug, owner="")

    @router.get("/declared", access=PUBLIC, errors=[OutOfStock])
    async def declared() -> None:
        raise OutOfStock

    add_told_faults(router)
    return router


def add_told_faults(router: Router) -> None:
    """Faults that the service raises itself, and a slow answer."""

    @router.get("/limited", access=PUBLIC)
    async def limited() -> None:
        raise RateLimited(retry_after=2.4)

    @router.get("/unwritten", access=AnyOf("editor", "admin"))
    async def unwritten() -> None:
        raise CommandNotWritten("place_order")

    @router.get("/wrong-shape", access=PUBLIC)
    async def wrong_shape() -> NoteRead:
        return cast(NoteRead, {"slug": "x"})

    @router.get("/slow", access=PUBLIC)
    async def slow() -> int:
        await asyncio.sleep(0.3)
        return 1


def build_service(probe: Probe) -> Service:
    """A service of its own for each test."""
    consumers = ConsumerRouter()

    @consumers.handle(NoteAdded)
    async def on_note_added(message: NoteAdded) -> None:
        probe.seen.append(f"message:{message.slug}")
        if probe.on_message is not None:
            await probe.on_message(message)

    packages, schedules = PackageRouter(), ScheduleRouter()

    @packages.handle(2, access=AllOf("editor"))
    async def announce(data: NoteCreate) -> None:
        use_session().add(Note(slug=data.slug))
        await use_session().flush()
        await NoteChanged(slug=data.slug).broadcast()

    @schedules.cron("0 3 * * *")
    async def sweep() -> None:
        use_session().add(Note(slug="swept"))
        probe.seen.append(f"{use_app_type()}:{use_app_context().trigger.name}")

    return Service(
        name="notes",
        metadata=SQLModel.metadata,
        routers=(notes_router(probe), faults_router(probe)),
        consumers=(consumers,),
        packages=(packages,),
        schedules=(schedules,),
        roles=ROLES,
    )


async def count_notes(service: Service) -> int:
    """How many notes are committed, seen by a unit of work of its own."""
    async with service.unit_of_work("count") as uow:
        rows = await uow.session().exec(select(func.count()).select_from(Note))
        return rows.one()
