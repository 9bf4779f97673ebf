"""Settings: read from the environment and `.env`, every fault reported at once."""

from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar
from urllib.parse import parse_qs, urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from svcgen_runtime.errors import SettingsError

Environment = Literal["dev", "test", "staging", "production"]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

_DRIVERS = {
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
}


class ServiceSettings(BaseSettings):
    """What every service reads; an emitted service adds what its spec uses.

    Environment variables have the field's name in capitals. Secrets (whatever holds a
    password) are SecretStr and never printed. A further database `reports` is a field
    `reports_database_url`.
    """

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", populate_by_name=True, frozen=True
    )

    environment: Environment = "dev"
    namespace: str = Field(default="", pattern=r"^[a-z0-9-]*$", max_length=40)
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///./service.db")
    broker_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("BROKER_URL", "AMQP_URL"),
    )
    redis_url: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("REDIS_URL", "BACKEND_URL"),
    )
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    health_port: int = Field(default=8081, ge=0, le=65535)
    log_level: LogLevel = "INFO"
    allowed_origins: Annotated[frozenset[str], NoDecode] = frozenset()
    max_body_bytes: int = Field(default=1_048_576, ge=1)
    shutdown_seconds: float = Field(default=20.0, gt=0)

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        """A comma-separated text, as an environment variable has it."""
        if isinstance(value, str):
            return frozenset(part.strip() for part in value.split(",") if part.strip())
        return value

    @property
    def deployment(self) -> str:
        """The `<environment>` part of exchange, queue and Redis key names."""
        if self.namespace:
            return f"{self.environment}-{self.namespace}"
        return self.environment

    @property
    def is_development(self) -> bool:
        """Whether development conveniences (token issuer, /docs login) exist."""
        return self.environment in ("dev", "test")

    def database_urls(self) -> dict[str, str]:
        """Each database's name and SQLAlchemy URL with an async driver."""
        urls = {"main": async_database_url(self.database_url.get_secret_value())}
        for name in type(self).model_fields:
            value = getattr(self, name)
            if name.endswith("_database_url") and isinstance(value, SecretStr):
                key = name.removesuffix("_database_url")
                urls[key] = async_database_url(value.get_secret_value())
        return urls

    def broker_options(self) -> dict[str, str]:
        """The broker URL's query options: `exchange`, `prefetch_count`."""
        query = urlsplit(self.broker_url.get_secret_value()).query
        return {key: values[-1] for key, values in parse_qs(query).items()}

    def check(self) -> tuple[str, ...]:
        """Further faults, one line each; override to add a service's own."""
        if self.environment != "production":
            return ()
        if "database_url" not in self.model_fields_set:
            return ("DATABASE_URL: must be set when ENVIRONMENT is production",)
        return ()

    @classmethod
    def load(cls) -> Self:
        """Read the environment; raises SettingsError that names every fault."""
        try:
            settings = cls()
        except ValidationError as error:
            raise SettingsError(*_faults(error)) from None
        faults = settings.check()
        if faults:
            raise SettingsError(*faults)
        return settings


S = TypeVar("S", bound=ServiceSettings)


def async_database_url(url: str) -> str:
    """The URL with the driver that the runtime uses.

    `postgresql://` becomes `postgresql+asyncpg://`, `sqlite://` becomes
    `sqlite+aiosqlite://`; a URL that names its driver is left alone.
    """
    scheme, mark, rest = url.partition("://")
    return _DRIVERS.get(scheme, scheme) + mark + rest


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite URL, or None for other databases and `:memory:`."""
    scheme, _, rest = url.partition(":///")
    if not scheme.startswith("sqlite") or rest in ("", ":memory:"):
        return None
    return Path(rest.partition("?")[0])


def _faults(error: ValidationError) -> tuple[str, ...]:
    lines = []
    for fault in error.errors(include_input=False, include_url=False):
        name = ".".join(str(part) for part in fault["loc"]).upper() or "SETTINGS"
        lines.append(f"{name}: {fault['msg']}")
    return tuple(sorted(lines))
