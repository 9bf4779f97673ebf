# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of loan get what they ask for."""

from library.commands.create_loan import CreateLoan
from library.repositories.loan import LoanRepository


def create_loan() -> CreateLoan:
    """Make the command create_loan."""
    return CreateLoan(LoanRepository())
