"""Cancel orders that stay pending for a day."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.expire_carts import ExpireCartsInput


class ExpireCarts:
    """Cancel orders that stay pending for a day."""

    async def execute(self, data: ExpireCartsInput) -> None:
        raise CommandNotWritten("expire_carts")
