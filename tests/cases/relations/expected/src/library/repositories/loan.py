"""Data access: loans."""

from uuid import UUID

from svcgen_runtime.database import Repository

from library.contract.models.loan import Loan


class LoanRepository(Repository[Loan, UUID]):
    """Where loans are kept."""

    model = Loan
