"""A service whose handler takes its time; for tests that kill it."""

import asyncio

from sqlalchemy import MetaData
from sqlmodel import Field, SQLModel, select

from svcgen_runtime import Service, run
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.context import use_session
from svcgen_runtime.http import Router
from svcgen_runtime.messages import ConsumerRouter, Message, Retry
from svcgen_runtime.schedules import ScheduleRouter


class Order(SQLModel, table=True):
    """What was asked for."""

    __tablename__ = "fault_orders"
    number: int = Field(primary_key=True)


class Effect(SQLModel, table=True):
    """What a handler did; a number may stand here twice, and must not."""

    __tablename__ = "fault_effects"
    id: int | None = Field(default=None, primary_key=True)
    number: int


class Ordered(Message, topic="order.made", kind="task"):
    """The order to have an effect."""

    number: int


TABLES = MetaData()
for model in (Order, Effect):
    SQLModel.metadata.tables[str(model.__tablename__)].to_metadata(TABLES)

router = Router()
consumers = ConsumerRouter()
schedules = ScheduleRouter()


@router.post("/orders/{number}", access=PUBLIC)
async def order(number: int) -> int:
    """Write a row and publish a message, in one unit of work."""
    use_session().add(Order(number=number))
    await Ordered(number=number).publish()
    return number


@router.get("/effects", access=PUBLIC)
async def effects() -> list[int]:
    """The numbers that have had an effect, as often as they had."""
    rows = await use_session().exec(select(Effect.number).order_by("number"))
    return list(rows)


@router.get("/orders", access=PUBLIC)
async def orders() -> list[int]:
    """The numbers that were committed."""
    return list(await use_session().exec(select(Order.number).order_by("number")))


@consumers.handle(Ordered, retry=Retry(attempts=20, first_delay=0.1, max_delay=0.5))
async def have_effect(ordered: Ordered) -> None:
    """Write a row, slowly."""
    await asyncio.sleep(0.05)
    use_session().add(Effect(number=ordered.number))


@schedules.cron("0 3 * * *")
async def nightly() -> None:
    """Write a row without a number of its own."""
    use_session().add(Effect(number=-1))


service = Service(
    name="faults",
    routers=(router,),
    consumers=(consumers,),
    schedules=(schedules,),
    metadata=TABLES,
)
asgi_app = service.asgi_app


def main() -> None:
    """The console script."""
    run(service)
