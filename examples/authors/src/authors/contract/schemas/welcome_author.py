# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: welcome author."""

from uuid import UUID

from svcgen_runtime.schema import Schema


class WelcomeAuthorInput(Schema):
    """What welcome_author takes."""

    author_id: UUID
