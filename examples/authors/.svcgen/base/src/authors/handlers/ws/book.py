"""WebSocket packages of book."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import OffsetPage
from svcgen_runtime.websocket import PackageRouter

from authors.contract.packages import PkgID
from authors.contract.schemas.book import BookQuery, BookRead
from authors.wiring import book as wiring

packages = PackageRouter()


@packages.handle(PkgID.GET_PAGINATED_BOOKS, access=PUBLIC)
async def list_books(query: BookQuery) -> OffsetPage[BookRead]:
    """List books."""
    return await wiring.list_books().execute(query)
