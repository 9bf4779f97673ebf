"""HTTP routes of upload cover."""

from typing import Annotated
from uuid import UUID

from fastapi import File, UploadFile
from svcgen_runtime.access import AllOf
from svcgen_runtime.http import Router

from bookshop.contract.roles import Role
from bookshop.contract.schemas.upload_cover import UploadCoverInput
from bookshop.wiring import upload_cover as wiring

router = Router(tags=["upload_cover"])


@router.post("/books/{book_id}/cover", access=AllOf(Role.EDITOR), status=204)
async def upload_cover(book_id: UUID, image: Annotated[UploadFile, File()]) -> None:
    """Upload cover."""
    await wiring.upload_cover().execute(UploadCoverInput(book_id=book_id, image=image))
