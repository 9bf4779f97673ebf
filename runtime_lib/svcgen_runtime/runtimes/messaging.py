"""What a service needs of a broker, read from its settings and its declarations."""

from typing import TYPE_CHECKING

from svcgen_runtime.messages import (
    Handler,
    ServiceAddress,
    Topology,
    collect_handlers,
    compute_topology,
    parse_broker_url,
)

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def address_of(service: "Service") -> ServiceAddress:
    """Where the service's messages live. Raises SettingsError for a bad BROKER_URL."""
    config = service.config
    url = config.broker_url.get_secret_value()
    exchange = parse_broker_url(url).exchange if url else ""
    return ServiceAddress(service.name, config.deployment, exchange)


def handlers_of(service: "Service") -> tuple[Handler, ...]:
    """Every handler of a message. Raises RuntimeFault when a name is used twice."""
    return collect_handlers(service.consumers)


def topology_of(service: "Service") -> Topology:
    """Everything that the service needs on the broker."""
    return compute_topology(address_of(service), handlers_of(service))
