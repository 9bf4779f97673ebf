# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What comes out with what it refers to: reader."""

from library.contract.schemas.book import BookRead
from library.contract.schemas.reader import ReaderRead


class GetReaderOutput(ReaderRead):
    """A reader with what it refers to."""

    borrowed: list[BookRead]
    follows: list[ReaderRead]
    followers: list[ReaderRead]
