"""HTTP routes of book."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from svcgen_runtime.access import PUBLIC, AllOf, AnyOf
from svcgen_runtime.database import OffsetPage
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from authors.contract.details.book import GetBookOutput
from authors.contract.roles import Role
from authors.contract.schemas.book import BookCreate, BookQuery, BookRead, BookUpdate
from authors.wiring import book as wiring

router = Router(tags=["books"])


@router.post("/books", access=AllOf(Role.CREATE_AUTHOR), status=201)
async def create_book(data: BookCreate) -> BookRead:
    """Add a book."""
    return await wiring.create_book().execute(data)


@router.get("/books", access=PUBLIC)
async def list_books(query: Annotated[BookQuery, Query()]) -> OffsetPage[BookRead]:
    """List books."""
    return await wiring.list_books().execute(query)


@router.get("/books/{id}", access=PUBLIC)
async def get_book(id: UUID) -> GetBookOutput:
    """Look up a book by its key."""
    return await wiring.get_book().execute(id)


@router.patch("/books/{id}", access=AllOf(Role.UPDATE_AUTHOR), errors=(Conflict,))
async def update_book(id: UUID, changes: BookUpdate) -> BookRead:
    """Change some fields of a book."""
    return await wiring.update_book().execute(id, changes)


@router.put("/books/{id}", access=AllOf(Role.UPDATE_AUTHOR), errors=(Conflict,))
async def replace_book(id: UUID, data: BookCreate) -> BookRead:
    """Replace all fields of a book."""
    return await wiring.replace_book().execute(id, data)


@router.delete("/books/{id}", access=AnyOf(Role.DELETE_AUTHOR, Role.ADMIN), status=204)
async def delete_book(id: UUID) -> None:
    """Delete a book."""
    await wiring.delete_book().execute(id)
