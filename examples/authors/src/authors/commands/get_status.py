"""Tell whether the service is well."""

from authors.contract.schemas.get_status import GetStatusOutput


class GetStatus:
    """Tell whether the service is well."""

    async def execute(self) -> GetStatusOutput:
        # who hears this reached the service; its servers are asked by /readyz
        return GetStatusOutput(status="ok")
