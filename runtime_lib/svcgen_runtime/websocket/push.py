"""Pushes: what a service says to sockets without being asked."""

from dataclasses import dataclass
from typing import ClassVar, Unpack

from pydantic import ConfigDict

from svcgen_runtime.context import use_ws_manager
from svcgen_runtime.schema import Schema
from svcgen_runtime.websocket.room import address_of


@dataclass(frozen=True, slots=True)
class PushDeclaration:
    """The number of a push on the wire, the room it goes to, and which of its fields say which one."""

    pkg_id: int
    room: str | None = None
    key: tuple[str, ...] = ()


class Push(Schema):
    """Base of declared pushes: `class OrderUpdated(Push, pkg_id=100, room="order", key=("order_id",))`.

    `pkg_id` is its number on the wire, `room` the room it goes to and `key` the fields that say which one.
    Sending needs a unit of work, and the push leaves after its commit.
    """

    # A name no field can have, so that a push may have a field of any name but `send` and `broadcast`.
    __push__: ClassVar[PushDeclaration]

    def __init_subclass__(
        cls,
        *,
        pkg_id: int,
        room: str | None = None,
        key: tuple[str, ...] = (),
        **config: Unpack[ConfigDict],
    ) -> None:
        super().__init_subclass__(**config)
        if pkg_id < 0:
            raise TypeError(f"{cls.__name__}: negative package ids are reserved")
        cls.__push__ = PushDeclaration(int(pkg_id), room, key)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Refuses a key that names no field. Raises `TypeError`."""
        super().__pydantic_init_subclass__()
        unknown = [name for name in cls.__push__.key if name not in cls.model_fields]
        if unknown:
            raise TypeError(f"{cls.__name__} has no field {', '.join(unknown)}")

    async def send(self, *addresses: str) -> None:
        """Stages the push to these rooms, or to the one its own fields name.

        Raises `NotInUnitOfWork`, and `ValueError` if there is no room to send to.
        """
        await use_ws_manager().send(addresses or (address_of_push(self),), self)

    async def broadcast(self) -> None:
        """Stages the push to every connected socket. Raises `NotInUnitOfWork`."""
        await use_ws_manager().broadcast(self)


def address_of_push(push: Push) -> str:
    """The room that the push's own fields name. Raises `ValueError` if it was declared without one."""
    declared = push.__push__
    if declared.room is None:
        name = type(push).__name__
        raise ValueError(f"{name} has no room: give send() addresses, or broadcast()")
    return address_of(declared.room, [getattr(push, name) for name in declared.key])
