"""Who may do what: the same over HTTP and over WebSocket."""

import pytest
from factories import make_author
from svcgen_runtime.testing import TestService

from authors.contract.packages import PkgID
from authors.contract.roles import Role

NOBODY = "00000000-0000-7000-8000-000000000000"
ROLES: list[list[Role] | None] = [None, [], *([role] for role in Role), list(Role)]
OPERATIONS = [
    (PkgID.CREATE_AUTHOR, "POST", "/authors", {Role.CREATE_AUTHOR, Role.ADMIN}),
    (PkgID.GET_AUTHORS, "GET", "/authors", {Role.GET_AUTHORS}),
    (PkgID.GET_AUTHOR, "GET", f"/authors/{NOBODY}", {Role.GET_AUTHORS}),
    (PkgID.UPDATE_AUTHOR, "PATCH", f"/authors/{NOBODY}", {Role.UPDATE_AUTHOR}),
    (
        PkgID.DELETE_AUTHOR,
        "DELETE",
        f"/authors/{NOBODY}",
        {Role.DELETE_AUTHOR, Role.ADMIN},
    ),
]
DATA: dict[PkgID, dict[str, str]] = {
    PkgID.CREATE_AUTHOR: {"name": "Jane Austen"},
    PkgID.GET_AUTHORS: {},
    PkgID.GET_AUTHOR: {"id": NOBODY},
    PkgID.UPDATE_AUTHOR: {"id": NOBODY, "name": "Jane Austen"},
    PkgID.DELETE_AUTHOR: {"id": NOBODY},
}


def told(roles: list[Role] | None, needed: set[Role]) -> tuple[int, int] | None:
    """Status and code of a refusal; None when the caller is let in."""
    if roles is None:
        return 401, 7
    return None if needed <= set(roles) else (403, 3)


@pytest.mark.parametrize("roles", ROLES, ids=str)
async def test_the_same_roles_over_both_transports(
    running: TestService, roles: list[Role] | None
) -> None:
    """A list of roles means all of them."""
    async with running.http(roles) as client, running.websocket(roles) as socket:
        for package, method, path, needed in OPERATIONS:
            body = {k: v for k, v in DATA[package].items() if k != "id"}
            answer = await client.request(method, path, json=body or None)
            reply = await socket.call(package, DATA[package])
            refused = told(roles, needed)
            found = (answer.status_code, reply.status_code)
            assert found == refused if refused else found[0] not in (401, 403), path
            assert refused or reply.status_code not in (3, 7), package.name


@pytest.mark.parametrize("role", [Role.DELETE_AUTHOR, Role.ADMIN])
async def test_any_of_two_roles(running: TestService, role: Role) -> None:
    """{any: [...]} asks for one of them."""
    async with running.http([role]) as client:
        answer = await client.delete(f"/books/{NOBODY}")
    assert answer.status_code == 404


async def test_one_of_two_roles_is_not_enough(running: TestService) -> None:
    """A refusal says nothing of what is there, and changes nothing."""
    async with running.service.unit_of_work("test"):
        author = await make_author()
    async with running.http([Role.DELETE_AUTHOR]) as client:
        answer = await client.delete(f"/authors/{author.id}")
    assert answer.status_code == 403
    assert author.name not in answer.text
    async with running.http([Role.GET_AUTHORS]) as client:
        assert (await client.get(f"/authors/{author.id}")).status_code == 200
