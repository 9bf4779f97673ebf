# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of upload cover get what they ask for."""

from bookshop.commands.upload_cover import UploadCover
from bookshop.repositories.book import BookRepository


def upload_cover() -> UploadCover:
    """Make the command upload_cover."""
    return UploadCover(BookRepository())
