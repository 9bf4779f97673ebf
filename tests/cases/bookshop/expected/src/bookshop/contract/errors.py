# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The errors that commands declare."""

from svcgen_runtime.errors import DeclaredError


class OutOfStock(DeclaredError):
    """The error out of stock."""

    code = "out_of_stock"
    http_status = 409
    status_code = 100
