"""Tell whether the service is well."""

from svcgen_runtime.errors import CommandNotWritten

from authors.contract.schemas.get_status import GetStatusOutput


class GetStatus:
    """Tell whether the service is well."""

    async def execute(self) -> GetStatusOutput:
        raise CommandNotWritten("get_status")
