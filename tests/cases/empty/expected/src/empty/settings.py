"""The settings of the service."""

from svcgen_runtime.settings import ServiceSettings


class Settings(ServiceSettings):
    """What the environment may set; each by its name in capitals."""
