"""What must not be started alone: it would run, and silently do nothing."""

from typing import TYPE_CHECKING

from svcgen_runtime.errors import SettingsError

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def require_broker(service: "Service", what: str) -> None:
    """Raise SettingsError unless messages can reach another process."""
    if not service.config.broker_url.get_secret_value():
        raise SettingsError(
            f"BROKER_URL: {what} needs a broker that other processes reach too; set it"
            " to amqp://user:secret@host:5672/, or use 'dev', which runs server,"
            " worker and scheduler in one process"
        )


def require_shared(service: "Service", workers: int) -> None:
    """Raise SettingsError when `workers` server processes would not see each other."""
    if workers < 2:
        return
    what = f"'server --workers {workers}'"
    if service.consumers or service.schedules:
        require_broker(service, what)
    has_sockets = service.packages or service.sockets or service.rooms
    if has_sockets and not service.config.redis_url.get_secret_value():
        raise SettingsError(
            f"REDIS_URL: {what} needs it, because a push must reach the sockets of"
            " every process; set it to redis://host:6379/0, or use one worker"
        )
