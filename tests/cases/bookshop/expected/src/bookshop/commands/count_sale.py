"""Count sale."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.count_sale import CountSaleInput


class CountSale:
    """Count sale."""

    async def execute(self, data: CountSaleInput) -> None:
        raise CommandNotWritten("count_sale")
