# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of send hello get what they ask for."""

from tasks.commands.send_hello import SendHello


def send_hello() -> SendHello:
    """Make the command send_hello."""
    return SendHello()
