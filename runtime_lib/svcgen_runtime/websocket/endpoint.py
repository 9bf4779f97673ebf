"""The service's WebSocket endpoint: requests in, one reply for each out."""

from collections.abc import Mapping

from svcgen_runtime.errors import ErrorDetail, NotFound
from svcgen_runtime.unit_of_work import Trigger
from svcgen_runtime.websocket.connection import Connection
from svcgen_runtime.websocket.envelope import Head, MalformedFrame
from svcgen_runtime.websocket.faults import error_reply, malformed_reply
from svcgen_runtime.websocket.packages import Package
from svcgen_runtime.websocket.reserved import Reserved
from svcgen_runtime.websocket.responder import answer
from svcgen_runtime.websocket.runtime import WebSocketRuntime


class PackageEndpoint:
    """Reads one connection's requests and sees that each is answered exactly once."""

    def __init__(
        self,
        runtime: WebSocketRuntime,
        packages: Mapping[int, Package],
        reserved: Reserved,
    ) -> None:
        self._runtime = runtime
        self._packages = packages
        self._reserved = reserved

    async def read(self, connection: Connection) -> None:
        """Handles frames until the other end goes. Raises `Closing`."""
        if connection.principal is None:
            connection.expect_first_frame()
        envelope = connection.envelope
        while (frame := await connection.frame()) is not None:
            try:
                head = envelope.read(frame)
            except MalformedFrame as fault:
                connection.reply(malformed_reply(envelope, fault, connection.id))
                continue
            if head.pkg_id < 0 and await self._reserved.take(connection, head, frame):
                continue
            connection.connected = True
            package = self._packages.get(head.pkg_id)
            if package is None:
                connection.reply(error_reply(envelope, head, _unknown(head)))
            else:
                await connection.start(self._handle(connection, head, package, frame))

    async def _handle(
        self, connection: Connection, head: Head, package: Package, frame: str
    ) -> None:
        async def work() -> tuple[bytes, bytes]:
            principal = connection.principal
            package.check(principal)
            arguments = package.arguments(frame)
            trigger = Trigger("websocket", package.name)
            # The reply is written inside the unit of work, so that one that cannot be written undoes it, and sent
            # after, so that the client never hears of what was not committed.
            async with self._runtime.open_unit(trigger, principal, head.req_id):
                return await package.run(principal, arguments)

        await answer(connection, head, work)


def _unknown(head: Head) -> NotFound:
    msg = f"There is no package {head.pkg_id}."
    return NotFound(msg, [ErrorDetail("pkg_id", "unknown_package", msg)])
