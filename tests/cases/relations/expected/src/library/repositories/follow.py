"""Data access: follows."""

from svcgen_runtime.database import Repository

from library.contract.models.follow import Follow


class FollowRepository(Repository[Follow, tuple[int, int]]):
    """Where follows are kept."""

    model = Follow
