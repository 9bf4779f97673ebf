"""HTTP routes of note down."""

from svcgen_runtime.access import AUTHENTICATED
from svcgen_runtime.http import Router

from desk.contract.schemas.note_down import NoteDownInput, NoteDownOutput
from desk.wiring import note_down as wiring

router = Router(tags=["note_down"])


@router.post("/journal", access=AUTHENTICATED)
async def note_down(data: NoteDownInput) -> NoteDownOutput:
    """Keep a note through the journal."""
    return await (await wiring.note_down()).execute(data)
