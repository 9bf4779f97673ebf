# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of reader get what they ask for."""

from library.commands.create_reader import CreateReader
from library.commands.get_reader import GetReader
from library.repositories.reader import ReaderRepository


def create_reader() -> CreateReader:
    """Make the command create_reader."""
    return CreateReader(ReaderRepository())


def get_reader() -> GetReader:
    """Make the command get_reader."""
    return GetReader(ReaderRepository())
