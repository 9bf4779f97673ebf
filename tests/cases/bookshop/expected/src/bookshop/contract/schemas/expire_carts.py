# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: expire carts."""

from datetime import timedelta

from svcgen_runtime.fields import Duration
from svcgen_runtime.schema import Schema


class ExpireCartsInput(Schema):
    """What expire_carts takes."""

    older_than: Duration = timedelta(seconds=86400.0)
