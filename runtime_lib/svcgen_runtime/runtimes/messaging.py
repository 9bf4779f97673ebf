"""What a service needs of a broker, read from its settings and its declarations."""

from typing import TYPE_CHECKING

from svcgen_runtime.interceptors import DatabaseInterceptor
from svcgen_runtime.messages import (
    Handler,
    ServiceAddress,
    Topology,
    collect_handlers,
    compute_topology,
    parse_broker_url,
)
from svcgen_runtime.schedules import collect_schedules, schedule_handlers

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def address_of(service: "Service") -> ServiceAddress:
    """Where the service's messages live. Raises SettingsError for a bad BROKER_URL."""
    config = service.config
    url = config.broker_url.get_secret_value()
    exchange = parse_broker_url(url).exchange if url else ""
    return ServiceAddress(service.name, config.deployment, exchange)


def has_broker(service: "Service") -> bool:
    """Whether messages reach other processes."""
    return bool(service.config.broker_url.get_secret_value())


def sends_triggers(service: "Service") -> bool:
    """Whether jobs are run by workers: there is a broker, or an outbox, between."""
    has_tables = service.metadata is not None
    has_outbox = has_tables and service.interceptor(DatabaseInterceptor) is not None
    return has_broker(service) or has_outbox


def handlers_of(service: "Service") -> tuple[Handler, ...]:
    """Every handler of a message, and of each schedule's triggers.

    Raises RuntimeFault when a name is used twice.
    """
    handlers = collect_handlers(service.consumers)
    if not sends_triggers(service):
        # in one process the scheduler runs the jobs itself
        return handlers
    return handlers + schedule_handlers(collect_schedules(service.schedules))


def topology_of(service: "Service") -> Topology:
    """Everything that the service needs on the broker."""
    return compute_topology(address_of(service), handlers_of(service))
