"""HTTP routes of author."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from library.contract.details.author import (
    CountBooksOutput,
    GetAuthorOutput,
    ListAuthorsOutput,
)
from library.contract.schemas.author import (
    AuthorCreate,
    AuthorQuery,
    AuthorRead,
    AuthorUpdate,
    CountBooksInput,
)
from library.wiring import author as wiring

router = Router(tags=["authors"])


@router.post("/authors", access=PUBLIC, status=201, errors=(Conflict,))
async def create_author(data: AuthorCreate) -> AuthorRead:
    """Add an author."""
    return await wiring.create_author().execute(data)


@router.get("/authors", access=PUBLIC)
async def list_authors(
    query: Annotated[AuthorQuery, Query()],
) -> KeysetPage[ListAuthorsOutput]:
    """List authors."""
    return await wiring.list_authors().execute(query)


@router.get("/book-count", access=PUBLIC)
async def count_books(data: Annotated[CountBooksInput, Query()]) -> CountBooksOutput:
    """Count the books of an author."""
    return await wiring.count_books().execute(data)


@router.get("/authors/{id}", access=PUBLIC)
async def get_author(id: UUID) -> GetAuthorOutput:
    """Look up an author by its key."""
    return await wiring.get_author().execute(id)


@router.patch("/authors/{id}", access=PUBLIC, errors=(Conflict,))
async def update_author(id: UUID, changes: AuthorUpdate) -> AuthorRead:
    """Change some fields of an author."""
    return await wiring.update_author().execute(id, changes)


@router.put("/authors/{id}", access=PUBLIC, errors=(Conflict,))
async def replace_author(id: UUID, data: AuthorCreate) -> AuthorRead:
    """Replace all fields of an author."""
    return await wiring.replace_author().execute(id, data)


@router.delete("/authors/{id}", access=PUBLIC, status=204)
async def delete_author(id: UUID) -> None:
    """Delete an author."""
    await wiring.delete_author().execute(id)
