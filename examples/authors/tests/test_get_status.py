"""Tests of get status, over real sockets."""

from svcgen_runtime.testing import TestService

from authors.contract.packages import PkgID


async def test_get_status_over_websocket(running: TestService) -> None:
    """Anybody may ask whether the service is well."""
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_STATUS)
    assert (reply.status_code, reply.data) == (0, {"status": "ok"})
