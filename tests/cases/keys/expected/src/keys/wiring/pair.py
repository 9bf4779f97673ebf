# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of pair get what they ask for."""

from keys.commands.create_pair import CreatePair
from keys.commands.delete_pair import DeletePair
from keys.commands.get_pair import GetPair
from keys.commands.list_pairs import ListPairs
from keys.commands.update_pair import UpdatePair
from keys.repositories.pair import PairRepository


def create_pair() -> CreatePair:
    """Make the command create_pair."""
    return CreatePair(PairRepository())


def list_pairs() -> ListPairs:
    """Make the command list_pairs."""
    return ListPairs(PairRepository())


def get_pair() -> GetPair:
    """Make the command get_pair."""
    return GetPair(PairRepository())


def update_pair() -> UpdatePair:
    """Make the command update_pair."""
    return UpdatePair(PairRepository())


def delete_pair() -> DeletePair:
    """Make the command delete_pair."""
    return DeletePair(PairRepository())
