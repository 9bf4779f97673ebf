# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: upload cover."""

from typing import Annotated
from uuid import UUID

from fastapi import UploadFile
from svcgen_runtime.http.uploads import FileRule
from svcgen_runtime.schema import Schema


class UploadCoverInput(Schema):
    """What upload_cover takes."""

    book_id: UUID
    image: Annotated[UploadFile, FileRule(max_bytes=5242880, accept=("image/png",))]
