# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of ping get what they ask for."""

from ping_pong.commands.ping import Ping


def ping() -> Ping:
    """Make the command ping."""
    return Ping()
