# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of tasks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel
from svcgen_runtime.database.columns import EnumColumn, UtcDateTime
from svcgen_runtime.fields import utc_now, uuid7

from tasks.contract.enums import TaskStatus


class Task(SQLModel, table=True):
    """Something to be done."""

    __tablename__ = "tasks"

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    title: str = Field(max_length=200)
    status: TaskStatus = Field(
        default=TaskStatus.PENDING,
        sa_column=Column(EnumColumn(TaskStatus), nullable=False, index=True),
    )
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
