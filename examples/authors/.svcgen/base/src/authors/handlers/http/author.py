"""HTTP routes of author."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from svcgen_runtime.access import AllOf
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from authors.contract.roles import Role
from authors.contract.schemas.author import (
    AuthorCreate,
    AuthorQuery,
    AuthorRead,
    AuthorUpdate,
)
from authors.wiring import author as wiring

router = Router(tags=["authors"])


@router.post(
    "/authors",
    access=AllOf(Role.CREATE_AUTHOR, Role.ADMIN),
    status=201,
    errors=(Conflict,),
)
async def create_author(data: AuthorCreate) -> AuthorRead:
    """Add an author."""
    return await wiring.create_author().execute(data)


@router.get("/authors", access=AllOf(Role.GET_AUTHORS))
async def list_authors(
    query: Annotated[AuthorQuery, Query()],
) -> KeysetPage[AuthorRead]:
    """List authors."""
    return await wiring.list_authors().execute(query)


@router.get("/authors/{id}", access=AllOf(Role.GET_AUTHORS))
async def get_author(id: UUID) -> AuthorRead:
    """Look up an author by its key."""
    return await wiring.get_author().execute(id)


@router.patch("/authors/{id}", access=AllOf(Role.UPDATE_AUTHOR), errors=(Conflict,))
async def update_author(id: UUID, changes: AuthorUpdate) -> AuthorRead:
    """Change some fields of an author."""
    return await wiring.update_author().execute(id, changes)


@router.delete(
    "/authors/{id}",
    access=AllOf(Role.DELETE_AUTHOR, Role.ADMIN),
    status=204,
)
async def delete_author(id: UUID) -> None:
    """Delete an author."""
    await wiring.delete_author().execute(id)
