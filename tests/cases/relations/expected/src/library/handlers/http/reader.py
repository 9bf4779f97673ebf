"""HTTP routes of reader."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.http import Router

from library.contract.details.reader import GetReaderOutput
from library.contract.schemas.reader import ReaderCreate, ReaderRead
from library.wiring import reader as wiring

router = Router(tags=["readers"])


@router.post("/readers", access=PUBLIC, status=201)
async def create_reader(data: ReaderCreate) -> ReaderRead:
    """Add a reader."""
    return await wiring.create_reader().execute(data)


@router.get("/readers/{id}", access=PUBLIC)
async def get_reader(id: int) -> GetReaderOutput:
    """Look up a reader by its key."""
    return await wiring.get_reader().execute(id)
