"""The settings of the service."""

from pydantic import SecretStr
from svcgen_runtime.settings import ServiceSettings


class Settings(ServiceSettings):
    """What the environment may set; each by its name in capitals."""

    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///./bookshop.db")
    reports_database_url: SecretStr = SecretStr(
        "sqlite+aiosqlite:///./bookshop_reports.db",
    )
    max_body_bytes: int = 5308416
