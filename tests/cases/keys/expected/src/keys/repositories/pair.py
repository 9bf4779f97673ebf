"""Data access: pairs."""

from svcgen_runtime.database import Repository

from keys.contract.models.pair import Pair


class PairRepository(Repository[Pair, tuple[str, int]]):
    """Where pairs are kept."""

    model = Pair
