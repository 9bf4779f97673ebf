"""WebSocket packages of author."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.websocket import PackageRouter

from library.contract.details.author import GetAuthorOutput
from library.contract.packages import PkgID
from library.contract.schemas.author import (
    AuthorChange,
    AuthorCreate,
    AuthorKey,
    AuthorRead,
    AuthorUpdate,
)
from library.wiring import author as wiring

packages = PackageRouter()


@packages.handle(PkgID.ADD_AUTHOR, access=PUBLIC)
async def create_author(data: AuthorCreate) -> AuthorRead:
    """Add an author."""
    return await wiring.create_author().execute(data)


@packages.handle(PkgID.LOOK_UP_AUTHOR, access=PUBLIC)
async def get_author(request: AuthorKey) -> GetAuthorOutput:
    """Look up an author by its key."""
    return await wiring.get_author().execute(request.id)


@packages.handle(PkgID.CHANGE_AUTHOR, access=PUBLIC)
async def update_author(request: AuthorChange) -> AuthorRead:
    """Change some fields of an author."""
    return await wiring.update_author().execute(
        request.id,
        request.narrow_to(AuthorUpdate),
    )
