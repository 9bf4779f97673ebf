"""HTTP routes of book."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from library.contract.details.book import GetBookOutput, ListBooksOutput
from library.contract.schemas.book import BookCreate, BookQuery, BookRead, BookUpdate
from library.wiring import book as wiring

router = Router(tags=["books"])


@router.post("/books", access=PUBLIC, status=201)
async def create_book(data: BookCreate) -> BookRead:
    """Add a book."""
    return await wiring.create_book().execute(data)


@router.get("/books", access=PUBLIC)
async def list_books(
    query: Annotated[BookQuery, Query()],
) -> KeysetPage[ListBooksOutput]:
    """List books."""
    return await wiring.list_books().execute(query)


@router.get("/books/{id}", access=PUBLIC)
async def get_book(id: UUID) -> GetBookOutput:
    """Look up a book by its key."""
    return await wiring.get_book().execute(id)


@router.patch("/books/{id}", access=PUBLIC, errors=(Conflict,))
async def update_book(id: UUID, changes: BookUpdate) -> BookRead:
    """Change some fields of a book."""
    return await wiring.update_book().execute(id, changes)


@router.put("/books/{id}", access=PUBLIC, errors=(Conflict,))
async def replace_book(id: UUID, data: BookCreate) -> BookRead:
    """Replace all fields of a book."""
    return await wiring.replace_book().execute(id, data)
