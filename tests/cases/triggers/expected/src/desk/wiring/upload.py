# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of upload get what they ask for."""

from desk.commands.upload import Upload


def upload() -> Upload:
    """Make the command upload."""
    return Upload()
