"""HTTP routes of count authors."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.http import Router

from authors.contract.schemas.count_authors import CountAuthorsOutput
from authors.wiring import count_authors as wiring

router = Router(tags=["count_authors"])


@router.get("/authors-count", access=PUBLIC)
async def count_authors() -> CountAuthorsOutput:
    """Count the authors."""
    return await wiring.count_authors().execute()
