# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What comes out with what it refers to: genre."""

from library.contract.schemas.genre import GenreRead


class GetGenreOutput(GenreRead):
    """A genre with what it refers to."""

    parent: GenreRead | None
    children: list[GenreRead]
    related: list[GenreRead]
