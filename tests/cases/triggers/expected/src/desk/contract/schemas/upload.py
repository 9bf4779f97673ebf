# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: upload."""

from typing import Annotated

from fastapi import UploadFile
from pydantic import Field
from svcgen_runtime.http.uploads import FileRule
from svcgen_runtime.schema import Schema


class UploadInput(Schema):
    """What upload takes."""

    number: int
    title: Annotated[str, Field(max_length=10)]
    scan: Annotated[
        UploadFile,
        FileRule(max_bytes=2097152, accept=("image/png", "text/*")),
    ]
    extra: Annotated[UploadFile, FileRule(max_bytes=1024)] | None = None


class UploadOutput(Schema):
    """What upload gives back."""

    size: int
    title: str
