"""HTTP routes of follow."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from library.contract.schemas.follow import FollowCreate, FollowRead
from library.wiring import follow as wiring

router = Router(tags=["follows"])


@router.post("/follows", access=PUBLIC, status=201, errors=(Conflict,))
async def create_follow(data: FollowCreate) -> FollowRead:
    """Add a follow."""
    return await wiring.create_follow().execute(data)
