"""Add a loan."""

from library.contract.schemas.loan import LoanCreate, LoanRead
from library.repositories.loan import LoanRepository


class CreateLoan:
    """Add a loan."""

    def __init__(self, loans: LoanRepository) -> None:
        self.loans = loans

    async def execute(self, data: LoanCreate) -> LoanRead:
        loan = await self.loans.create(data)
        return LoanRead.model_validate(loan)
