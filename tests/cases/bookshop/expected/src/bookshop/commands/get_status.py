"""Get status."""

from svcgen_runtime.errors import CommandNotWritten

from bookshop.contract.schemas.get_status import GetStatusOutput


class GetStatus:
    """Get status."""

    async def execute(self) -> GetStatusOutput:
        raise CommandNotWritten("get_status")
