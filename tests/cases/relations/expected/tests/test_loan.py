"""Tests of loan, over real sockets."""

from factories import loan_data, make_book, make_reader
from svcgen_runtime.testing import TestService


async def test_create_loan_over_http(running: TestService) -> None:
    """Add a loan."""
    async with running.service.unit_of_work("test"):
        parent_1 = await make_book()
        parent_2 = await make_reader()
    assert parent_2.id is not None
    data = loan_data(parent_1.id, parent_2.id).model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/loans", json=data)
    assert answer.status_code == 201
