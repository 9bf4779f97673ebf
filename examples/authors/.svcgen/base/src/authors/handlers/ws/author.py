"""WebSocket packages of author."""

from svcgen_runtime.access import AllOf
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.websocket import PackageRouter

from authors.contract.packages import PkgID
from authors.contract.roles import Role
from authors.contract.schemas.author import (
    AuthorChange,
    AuthorCreate,
    AuthorKey,
    AuthorQuery,
    AuthorRead,
    AuthorUpdate,
)
from authors.wiring import author as wiring

packages = PackageRouter()


@packages.handle(PkgID.CREATE_AUTHOR, access=AllOf(Role.CREATE_AUTHOR, Role.ADMIN))
async def create_author(data: AuthorCreate) -> AuthorRead:
    """Add an author."""
    return await wiring.create_author().execute(data)


@packages.handle(PkgID.GET_AUTHORS, access=AllOf(Role.GET_AUTHORS))
async def list_authors(query: AuthorQuery) -> KeysetPage[AuthorRead]:
    """List authors."""
    return await wiring.list_authors().execute(query)


@packages.handle(PkgID.GET_AUTHOR, access=AllOf(Role.GET_AUTHORS))
async def get_author(request: AuthorKey) -> AuthorRead:
    """Look up an author by its key."""
    return await wiring.get_author().execute(request.id)


@packages.handle(PkgID.UPDATE_AUTHOR, access=AllOf(Role.UPDATE_AUTHOR))
async def update_author(request: AuthorChange) -> AuthorRead:
    """Change some fields of an author."""
    return await wiring.update_author().execute(
        request.id,
        request.narrow_to(AuthorUpdate),
    )


@packages.handle(PkgID.DELETE_AUTHOR, access=AllOf(Role.DELETE_AUTHOR, Role.ADMIN))
async def delete_author(request: AuthorKey) -> None:
    """Delete an author."""
    await wiring.delete_author().execute(request.id)
