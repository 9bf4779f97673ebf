# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Every table of the service."""

from sqlmodel import SQLModel

from library.contract.models.author import Author
from library.contract.models.book import Book
from library.contract.models.follow import Follow
from library.contract.models.genre import Genre
from library.contract.models.loan import Loan
from library.contract.models.reader import Reader
from library.contract.models.shelf import Shelf

__all__ = ["Author", "Book", "Follow", "Genre", "Loan", "Reader", "Shelf", "metadata"]

metadata = SQLModel.metadata
