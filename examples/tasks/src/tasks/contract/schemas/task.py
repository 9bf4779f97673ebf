# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What goes in and comes out: task."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from svcgen_runtime.database import KeysetQuery, SortBy
from svcgen_runtime.fields import UtcDatetime
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset

from tasks.contract.enums import TaskStatus


class TaskCreate(Schema):
    """What is given to add a task."""

    title: Annotated[str, Field(max_length=200)]
    status: TaskStatus = TaskStatus.PENDING


class TaskUpdate(Patch):
    """What is given to change a task; what is absent stays as it is."""

    title: Annotated[str, Field(max_length=200)] | Unset = UNSET
    status: TaskStatus | Unset = UNSET


class TaskRead(Schema):
    """Something to be done."""

    id: Annotated[UUID, Field(description="The key.")]
    title: str
    status: TaskStatus
    created_at: Annotated[UtcDatetime, Field(description="When the row was made.")]
    updated_at: Annotated[
        UtcDatetime,
        Field(description="When the row was last changed."),
    ]


class TaskQuery(KeysetQuery):
    """Which tasks to list, and in which order."""

    sort: Annotated[str, SortBy("title", "created_at")] = ""
    status: TaskStatus | Unset = UNSET
    status__in: list[TaskStatus] | Unset = UNSET
    title__contains: str | Unset = UNSET
