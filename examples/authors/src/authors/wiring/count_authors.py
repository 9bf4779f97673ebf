# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of count authors get what they ask for."""

from authors.commands.count_authors import CountAuthors
from authors.repositories.author import AuthorRepository


def count_authors() -> CountAuthors:
    """Make the command count_authors."""
    return CountAuthors(AuthorRepository())
