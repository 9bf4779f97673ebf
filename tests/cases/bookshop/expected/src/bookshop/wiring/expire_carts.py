# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of expire carts get what they ask for."""

from bookshop.commands.expire_carts import ExpireCarts


def expire_carts() -> ExpireCarts:
    """Make the command expire_carts."""
    return ExpireCarts()
