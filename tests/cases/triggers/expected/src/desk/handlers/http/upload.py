"""HTTP routes of upload."""

from typing import Annotated

from fastapi import File, Form, UploadFile
from pydantic import Field
from svcgen_runtime.access import AUTHENTICATED
from svcgen_runtime.http import Router

from desk.contract.schemas.upload import UploadInput, UploadOutput
from desk.wiring import upload as wiring

router = Router(tags=["upload"])


@router.post("/scans/{number}", access=AUTHENTICATED)
async def upload(
    number: int,
    title: Annotated[Annotated[str, Field(max_length=10)], Form()],
    scan: Annotated[UploadFile, File()],
    extra: Annotated[UploadFile | None, File()] = None,
) -> UploadOutput:
    """Upload."""
    return await wiring.upload().execute(
        UploadInput(number=number, title=title, scan=scan, extra=extra),
    )
