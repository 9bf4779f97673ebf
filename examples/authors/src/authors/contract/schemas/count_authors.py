# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: count authors."""

from svcgen_runtime.schema import Schema


class CountAuthorsOutput(Schema):
    """What count_authors gives back."""

    count: int
