# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of republish pending get what they ask for."""

from tasks.commands.republish_pending import RepublishPending
from tasks.repositories.task import TaskRepository


def republish_pending() -> RepublishPending:
    """Make the command republish_pending."""
    return RepublishPending(TaskRepository())
