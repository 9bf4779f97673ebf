"""HTTP routes of note."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from desk.contract.schemas.note import NoteQuery, NoteRead
from desk.wiring import note as wiring

router = Router(tags=["notes"])


@router.get("/notes", access=PUBLIC)
async def list_notes(query: Annotated[NoteQuery, Query()]) -> KeysetPage[NoteRead]:
    """List notes."""
    return await wiring.list_notes().execute(query)
