"""WebSocket packages of author."""

from svcgen_runtime.access import PUBLIC, AllOf
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.websocket import PackageRouter

from bookshop.contract.packages import PkgID
from bookshop.contract.roles import Role
from bookshop.contract.schemas.author import AuthorCreate, AuthorQuery, AuthorRead
from bookshop.wiring import author as wiring

packages = PackageRouter()


@packages.handle(PkgID.CREATE_AUTHOR, access=AllOf(Role.EDITOR))
async def create_author(data: AuthorCreate) -> AuthorRead:
    """Add an author."""
    return await wiring.create_author().execute(data)


@packages.handle(PkgID.GET_AUTHORS, access=PUBLIC)
async def list_authors(query: AuthorQuery) -> KeysetPage[AuthorRead]:
    """List authors."""
    return await wiring.list_authors().execute(query)
