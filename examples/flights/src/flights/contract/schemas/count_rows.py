# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: count rows."""

from svcgen_runtime.schema import Schema


class CountRowsOutput(Schema):
    """What count_rows gives back."""

    airlines: int
    airports: int
    planes: int
    weather: int
    flights: int
