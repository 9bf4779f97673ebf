"""What a unit of work does to rooms: staged, and done only after its commit."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from svcgen_runtime.errors import Unavailable
from svcgen_runtime.unit_of_work import Phase, UnitOfWork
from svcgen_runtime.websocket.hub import Hub, Outgoing, Socket
from svcgen_runtime.websocket.push import Push

logger = logging.getLogger(__name__)

Step = Callable[[], Awaitable[object]]


class WebSocketManager:
    """Sends pushes and moves sockets between rooms when the unit of work has been committed.

    What was staged happens in the order it was staged in; nothing of it happens when the unit of work fails.
    Delivery is at most once: a hub that does not answer is logged and does not fail work that is committed.
    """

    def __init__(self, hub: Hub, uow: UnitOfWork) -> None:
        self._hub = hub
        self._uow = uow
        self._staged: list[Outgoing | Step] = []

    async def send(self, rooms: str | Iterable[str], push: Push) -> None:
        """Stages a push to the room or rooms with these addresses."""
        addresses = [rooms] if isinstance(rooms, str) else list(rooms)
        body = push.model_dump_json(by_alias=True).encode()
        for address in dict.fromkeys(addresses):
            self._stage(Outgoing(push.__push__.pkg_id, body, address))

    async def broadcast(self, push: Push) -> None:
        """Stages a push to every connected socket of every process."""
        body = push.model_dump_json(by_alias=True).encode()
        self._stage(Outgoing(push.__push__.pkg_id, body, None))

    async def add_websocket(self, socket: Socket) -> None:
        """Stages that a socket hears broadcasts. Sockets of the runtime's own endpoints do already."""
        self._stage(partial(self._hub.attach, socket))

    async def add_websocket_to_room(self, socket: Socket, room: str) -> None:
        """Stages that a socket joins the room with this address; no access rule is asked."""
        self._stage(partial(self._hub.join, socket, room))

    async def remove_websocket_from_room(self, socket: Socket, room: str) -> None:
        """Stages that a socket leaves the room with this address."""
        self._stage(partial(self._hub.leave, socket, room))

    def _stage(self, step: Outgoing | Step) -> None:
        if not self._staged:
            self._uow.after_commit(self._carry_out, Phase.PUSH)
        self._staged.append(step)

    async def _carry_out(self) -> None:
        staged, self._staged = self._staged, []
        pushes: list[Outgoing] = []
        for step in staged:
            if isinstance(step, Outgoing):
                pushes.append(step)
                continue
            await self._publish(pushes)
            pushes = []
            await self._do(step)
        await self._publish(pushes)

    async def _publish(self, pushes: list[Outgoing]) -> None:
        if pushes:
            await self._do(partial(self._hub.publish, pushes))

    async def _do(self, step: Step) -> None:
        try:
            await step()
        except Unavailable as error:
            logger.error("after the commit of %s: %s", self._uow.trigger.name, error)
