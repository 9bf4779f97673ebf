# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of welcome author get what they ask for."""

from authors.commands.welcome_author import WelcomeAuthor
from authors.repositories.author import AuthorRepository


def welcome_author() -> WelcomeAuthor:
    """Make the command welcome_author."""
    return WelcomeAuthor(AuthorRepository())
