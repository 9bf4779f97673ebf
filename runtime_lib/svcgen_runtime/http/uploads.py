"""What a file that comes in must be: no larger than said, and of a media type that is taken."""

from dataclasses import dataclass

from fastapi import UploadFile
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from svcgen_runtime.errors import (
    ErrorDetail,
    PayloadTooLarge,
    UnsupportedMediaType,
)


@dataclass(frozen=True, slots=True)
class FileRule:
    """Stands in ``image: Annotated[UploadFile, FileRule(max_bytes=1024, accept=("image/*",))]``.

    `max_bytes` None and `accept` () let all in. The media type is the one that the
    sender says (RFC 7578, 4.4); what the bytes are is for the command to look at.
    """

    max_bytes: int | None = None
    accept: tuple[str, ...] = ()

    def check(self, file: UploadFile | None) -> UploadFile | None:
        """The file. Raises PayloadTooLarge or UnsupportedMediaType."""
        if file is None:
            return None
        if self.max_bytes is not None and (file.size or 0) > self.max_bytes:
            raise PayloadTooLarge(f"The file is larger than {self.max_bytes} bytes.")
        kind = (file.content_type or "").partition(";")[0].strip().lower()
        if self.accept and not any(_fits(kind, each) for each in self.accept):
            taken = ", ".join(self.accept)
            detail = ErrorDetail("", "unsupported_media_type", f"Taken: {taken}.")
            raise UnsupportedMediaType("The file is of another type.", [detail])
        return file

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        words = [f"At most {self.max_bytes} bytes."] if self.max_bytes else []
        words += [f"One of: {', '.join(self.accept)}."] if self.accept else []
        return {**handler(schema), "description": " ".join(words)}


def _fits(kind: str, accepted: str) -> bool:
    """Whether a media type is the accepted one, or in the accepted range ``image/*``."""
    wanted = accepted.lower()
    if wanted.endswith("/*"):
        return kind.startswith(wanted.removesuffix("*"))
    return kind == wanted
