# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of get status get what they ask for."""

from bookshop.commands.get_status import GetStatus


def get_status() -> GetStatus:
    """Make the command get_status."""
    return GetStatus()
