"""Add a follow."""

from library.contract.schemas.follow import FollowCreate, FollowRead
from library.repositories.follow import FollowRepository


class CreateFollow:
    """Add a follow."""

    def __init__(self, follows: FollowRepository) -> None:
        self.follows = follows

    async def execute(self, data: FollowCreate) -> FollowRead:
        follow = await self.follows.create(data)
        return FollowRead.model_validate(follow)
