"""WebSocket packages of get status."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.websocket import PackageRouter

from authors.contract.packages import PkgID
from authors.contract.schemas.get_status import GetStatusOutput
from authors.wiring import get_status as wiring

packages = PackageRouter()


@packages.handle(PkgID.GET_STATUS, access=PUBLIC)
async def get_status() -> GetStatusOutput:
    """Tell whether the service is well."""
    return await wiring.get_status().execute()
