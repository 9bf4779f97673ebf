"""Tests of everything, over real sockets."""

from factories import everything_data, make_everything
from svcgen_runtime.testing import TestService

from keys.contract.packages import PkgID
from keys.contract.schemas.everything import EverythingKey


async def test_create_everything_over_http(running: TestService) -> None:
    """Add an everything."""
    data = everything_data().model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/everythings", json=data)
    assert answer.status_code == 201


async def test_create_everything_over_websocket(running: TestService) -> None:
    """Add an everything."""
    data = everything_data().model_dump(mode="json")
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.CREATE_EVERYTHING, data)
    assert reply.status_code == 0


async def test_list_everythings_over_http(running: TestService) -> None:
    """List everythings."""
    async with running.service.unit_of_work("test"):
        await make_everything()
    async with running.http() as client:
        answer = await client.get("/everythings")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_list_everythings_over_websocket(running: TestService) -> None:
    """List everythings."""
    async with running.service.unit_of_work("test"):
        await make_everything()
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.LIST_EVERYTHING)
    assert reply.status_code == 0


async def test_get_everything_over_http(running: TestService) -> None:
    """Look up an everything by its key."""
    async with running.service.unit_of_work("test"):
        everything = await make_everything()
    async with running.http() as client:
        answer = await client.get(f"/everythings/{everything.id}")
    assert answer.status_code == 200


async def test_get_everything_over_websocket(running: TestService) -> None:
    """Look up an everything by its key."""
    async with running.service.unit_of_work("test"):
        everything = await make_everything()
    assert everything.id is not None
    key = EverythingKey(id=everything.id).model_dump(mode="json")
    async with running.websocket() as socket:
        reply = await socket.call(PkgID.GET_EVERYTHING, key)
    assert reply.status_code == 0


async def test_delete_everything_over_http(running: TestService) -> None:
    """Delete an everything."""
    async with running.service.unit_of_work("test"):
        everything = await make_everything()
    async with running.http() as client:
        answer = await client.delete(f"/everythings/{everything.id}")
    assert answer.status_code == 204
