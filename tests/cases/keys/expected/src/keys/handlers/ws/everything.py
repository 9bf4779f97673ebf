"""WebSocket packages of everything."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.websocket import PackageRouter

from keys.contract.packages import PkgID
from keys.contract.schemas.everything import (
    EverythingChange,
    EverythingCreate,
    EverythingKey,
    EverythingQuery,
    EverythingRead,
    EverythingReplacement,
    EverythingUpdate,
)
from keys.wiring import everything as wiring

packages = PackageRouter()


@packages.handle(PkgID.CREATE_EVERYTHING, access=PUBLIC)
async def create_everything(data: EverythingCreate) -> EverythingRead:
    """Add an everything."""
    return await wiring.create_everything().execute(data)


@packages.handle(PkgID.LIST_EVERYTHING, access=PUBLIC)
async def list_everythings(query: EverythingQuery) -> KeysetPage[EverythingRead]:
    """List everythings."""
    return await wiring.list_everythings().execute(query)


@packages.handle(PkgID.GET_EVERYTHING, access=PUBLIC)
async def get_everything(request: EverythingKey) -> EverythingRead:
    """Look up an everything by its key."""
    return await wiring.get_everything().execute(request.id)


@packages.handle(PkgID.UPDATE_EVERYTHING, access=PUBLIC)
async def update_everything(request: EverythingChange) -> EverythingRead:
    """Change some fields of an everything."""
    return await wiring.update_everything().execute(
        request.id,
        request.narrow_to(EverythingUpdate),
    )


@packages.handle(PkgID.REPLACE_EVERYTHING, access=PUBLIC)
async def replace_everything(request: EverythingReplacement) -> EverythingRead:
    """Replace all fields of an everything."""
    return await wiring.replace_everything().execute(
        request.id,
        request.narrow_to(EverythingCreate),
    )


@packages.handle(PkgID.DELETE_EVERYTHING, access=PUBLIC)
async def delete_everything(request: EverythingKey) -> None:
    """Delete an everything."""
    await wiring.delete_everything().execute(request.id)
