"""Messages: what travels between services, as a class for each.

class OrderPlaced(Message, topic="order.placed", kind="event", version=1):
    order_id: UUID

await OrderPlaced(order_id=order.id).publish()
"""

from typing import ClassVar, Literal, Unpack

from pydantic import BaseModel, ConfigDict

from svcgen_runtime.context import use_publisher

MessageKind = Literal["event", "task"]
MessageDelivery = Literal["outbox", "direct"]


class Message(BaseModel):
    """Base of messages. Class keywords: `topic`, `kind`, `version`, `name`, `delivery`.

    `topic` is the routing key. An `event` may have no listener; a `task` must reach a
    queue, or publishing it fails. `version` (from 1) and `name` (default: the class's)
    form the type property `<service>.<name>.v<version>`. `delivery` "outbox" (default)
    writes it with the work and loses nothing; "direct" sends it after the commit. Fields that a newer sender
    added are ignored.

    JSON: bytes as base64, durations as ISO 8601, decimals and dates as strings.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        ser_json_bytes="base64",
        val_json_bytes="base64",
        ser_json_timedelta="iso8601",
    )

    message_topic: ClassVar[str] = ""
    message_kind: ClassVar[MessageKind] = "event"
    message_version: ClassVar[int] = 1
    message_name: ClassVar[str] = "Message"
    message_delivery: ClassVar[MessageDelivery] = "outbox"

    def __init_subclass__(
        cls,
        topic: str = "",
        kind: MessageKind | None = None,
        version: int | None = None,
        name: str = "",
        delivery: MessageDelivery | None = None,
        **options: Unpack[ConfigDict],
    ) -> None:
        super().__init_subclass__(**options)
        cls.message_topic = topic or cls.message_topic
        cls.message_kind = kind or cls.message_kind
        cls.message_version = version or cls.message_version
        cls.message_name = name or cls.__name__
        cls.message_delivery = delivery or cls.message_delivery

    async def publish(self) -> None:
        """Stage this message; it leaves after the unit of work has committed.

        `use_publisher().delay` and `.schedule` let it leave later.

        Raises NotInUnitOfWork outside a unit of work.
        """
        await use_publisher().publish(self)


class AnyMessage(Message, extra="allow"):
    """What a handler of a topic pattern takes: whatever fields the message has."""
