# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of follow get what they ask for."""

from library.commands.create_follow import CreateFollow
from library.repositories.follow import FollowRepository


def create_follow() -> CreateFollow:
    """Make the command create_follow."""
    return CreateFollow(FollowRepository())
