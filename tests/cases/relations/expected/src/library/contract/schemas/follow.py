# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: follow."""

from datetime import date

from svcgen_runtime.schema import Schema


class FollowCreate(Schema):
    """What is given to add a follow."""

    reader_id: int
    followed_id: int
    since: date | None = None


class FollowRead(Schema):
    """A follow."""

    reader_id: int
    followed_id: int
    since: date | None
