# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of everything get what they ask for."""

from keys.commands.create_everything import CreateEverything
from keys.commands.delete_everything import DeleteEverything
from keys.commands.get_everything import GetEverything
from keys.commands.list_everythings import ListEverythings
from keys.commands.replace_everything import ReplaceEverything
from keys.commands.update_everything import UpdateEverything
from keys.repositories.everything import EverythingRepository


def create_everything() -> CreateEverything:
    """Make the command create_everything."""
    return CreateEverything(EverythingRepository())


def list_everythings() -> ListEverythings:
    """Make the command list_everythings."""
    return ListEverythings(EverythingRepository())


def get_everything() -> GetEverything:
    """Make the command get_everything."""
    return GetEverything(EverythingRepository())


def update_everything() -> UpdateEverything:
    """Make the command update_everything."""
    return UpdateEverything(EverythingRepository())


def replace_everything() -> ReplaceEverything:
    """Make the command replace_everything."""
    return ReplaceEverything(EverythingRepository())


def delete_everything() -> DeleteEverything:
    """Make the command delete_everything."""
    return DeleteEverything(EverythingRepository())
