# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of say hello get what they ask for."""

from tasks.commands.say_hello import SayHello


def say_hello() -> SayHello:
    """Make the command say_hello."""
    return SayHello()
