"""Upload."""

from desk.contract.schemas.upload import UploadInput, UploadOutput


class Upload:
    """Upload."""

    async def execute(self, data: UploadInput) -> UploadOutput:
        return UploadOutput(size=len(await data.scan.read()), title=data.title)
