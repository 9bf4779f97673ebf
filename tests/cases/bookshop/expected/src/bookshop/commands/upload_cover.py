"""Upload cover."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.upload_cover import UploadCoverInput
from bookshop.repositories.book import BookRepository


class UploadCover:
    """Upload cover."""

    def __init__(self, books: BookRepository) -> None:
        self.books = books

    async def execute(self, data: UploadCoverInput) -> None:
        raise CommandNotWritten("upload_cover")
