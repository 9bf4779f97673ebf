# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""A task was created."""

from uuid import UUID

from svcgen_runtime.websocket import Push

from tasks.contract.packages import PkgID


class TaskAdded(Push, pkg_id=PkgID.TASK_ADDED):
    """A task was created."""

    task_id: UUID
    title: str
