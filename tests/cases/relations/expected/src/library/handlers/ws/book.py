"""WebSocket packages of book."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.websocket import PackageRouter

from library.contract.packages import PkgID
from library.contract.schemas.book import BookChange, BookRead, BookUpdate
from library.wiring import book as wiring

packages = PackageRouter()


@packages.handle(PkgID.CHANGE_BOOK, access=PUBLIC)
async def update_book(request: BookChange) -> BookRead:
    """Change some fields of a book."""
    return await wiring.update_book().execute(request.id, request.narrow_to(BookUpdate))
