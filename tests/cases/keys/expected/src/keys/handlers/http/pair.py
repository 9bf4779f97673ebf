"""HTTP routes of pair."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from keys.contract.schemas.pair import PairCreate, PairQuery, PairRead, PairUpdate
from keys.wiring import pair as wiring

router = Router(tags=["pairs"])


@router.post("/pairs", access=PUBLIC, status=201, errors=(Conflict,))
async def create_pair(data: PairCreate) -> PairRead:
    """Add a pair."""
    return await wiring.create_pair().execute(data)


@router.get("/pairs", access=PUBLIC)
async def list_pairs(query: Annotated[PairQuery, Query()]) -> KeysetPage[PairRead]:
    """List pairs."""
    return await wiring.list_pairs().execute(query)


@router.get("/pairs/{left}/{right}", access=PUBLIC)
async def get_pair(left: str, right: int) -> PairRead:
    """Look up a pair by its key."""
    return await wiring.get_pair().execute(left, right)


@router.patch("/pairs/{left}/{right}", access=PUBLIC)
async def update_pair(left: str, right: int, changes: PairUpdate) -> PairRead:
    """Change some fields of a pair."""
    return await wiring.update_pair().execute(left, right, changes)


@router.delete("/pairs/{left}/{right}", access=PUBLIC, status=204)
async def delete_pair(left: str, right: int) -> None:
    """Delete a pair."""
    await wiring.delete_pair().execute(left, right)
