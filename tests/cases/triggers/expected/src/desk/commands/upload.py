"""Upload."""

from svcgen_runtime.errors import CommandNotWritten

from desk.contract.schemas.upload import UploadInput, UploadOutput


class Upload:
    """Upload."""

    async def execute(self, data: UploadInput) -> UploadOutput:
        raise CommandNotWritten("upload")
