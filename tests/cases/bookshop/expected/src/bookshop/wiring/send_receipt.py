# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of send receipt get what they ask for."""

from bookshop.commands.send_receipt import SendReceipt


def send_receipt() -> SendReceipt:
    """Make the command send_receipt."""
    return SendReceipt()
