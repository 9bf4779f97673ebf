"""WebSocket packages of task."""

from svcgen_runtime.access import PUBLIC, AllOf
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.websocket import PackageRouter

from tasks.contract.packages import PkgID
from tasks.contract.roles import Role
from tasks.contract.schemas.task import TaskCreate, TaskQuery, TaskRead
from tasks.wiring import task as wiring

packages = PackageRouter()


@packages.handle(PkgID.CREATE_TASK, access=AllOf(Role.MEMBER))
async def create_task(data: TaskCreate) -> TaskRead:
    """Add a task."""
    return await wiring.create_task().execute(data)


@packages.handle(PkgID.GET_TASKS, access=PUBLIC)
async def list_tasks(query: TaskQuery) -> KeysetPage[TaskRead]:
    """List tasks."""
    return await wiring.list_tasks().execute(query)
