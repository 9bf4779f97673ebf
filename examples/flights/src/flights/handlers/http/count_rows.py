"""HTTP routes of count rows."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.http import Router

from flights.contract.schemas.count_rows import CountRowsOutput
from flights.wiring import count_rows as wiring

router = Router(tags=["count_rows"])


@router.get("/counts", access=PUBLIC)
async def count_rows() -> CountRowsOutput:
    """Count the rows of every table."""
    return await wiring.count_rows().execute()
