"""HTTP routes of ping."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.http import Router

from ping_pong.contract.schemas.ping import PingInput
from ping_pong.wiring import ping as wiring

router = Router(tags=["ping"])


@router.post("/ping", access=PUBLIC, status=204)
async def ping(data: PingInput) -> None:
    """Ping."""
    await wiring.ping().execute(data)
