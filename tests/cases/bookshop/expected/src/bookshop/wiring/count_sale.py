# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of count sale get what they ask for."""

from bookshop.commands.count_sale import CountSale


def count_sale() -> CountSale:
    """Make the command count_sale."""
    return CountSale()
