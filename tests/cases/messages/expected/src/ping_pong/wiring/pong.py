# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of pong get what they ask for."""

from ping_pong.commands.pong import Pong


def pong() -> Pong:
    """Make the command pong."""
    return Pong()
