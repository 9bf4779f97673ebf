"""WebSocket packages of get status."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.websocket import PackageRouter

from bookshop.contract.packages import PkgID
from bookshop.contract.schemas.get_status import GetStatusOutput
from bookshop.wiring import get_status as wiring

packages = PackageRouter()


@packages.handle(PkgID.GET_STATUS, access=PUBLIC)
async def get_status() -> GetStatusOutput:
    """Get status."""
    return await wiring.get_status().execute()
