# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of ask for letter get what they ask for."""

from desk.commands.ask_for_letter import AskForLetter


def ask_for_letter() -> AskForLetter:
    """Make the command ask_for_letter."""
    return AskForLetter()
