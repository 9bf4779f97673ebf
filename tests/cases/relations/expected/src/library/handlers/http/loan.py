"""HTTP routes of loan."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.http import Router

from library.contract.schemas.loan import LoanCreate, LoanRead
from library.wiring import loan as wiring

router = Router(tags=["loans"])


@router.post("/loans", access=PUBLIC, status=201)
async def create_loan(data: LoanCreate) -> LoanRead:
    """Add a loan."""
    return await wiring.create_loan().execute(data)
