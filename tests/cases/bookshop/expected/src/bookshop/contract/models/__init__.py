# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Every table of the service."""

from sqlmodel import SQLModel

from bookshop.contract.models.author import Author
from bookshop.contract.models.book import Book
from bookshop.contract.models.genre import Genre
from bookshop.contract.models.order import Order

__all__ = ["Author", "Book", "Genre", "Order", "metadata"]

metadata = SQLModel.metadata
