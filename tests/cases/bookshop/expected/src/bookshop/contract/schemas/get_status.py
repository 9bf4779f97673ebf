# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: get status."""

from svcgen_runtime.schema import Schema


class GetStatusOutput(Schema):
    """What get_status gives back."""

    status: str
