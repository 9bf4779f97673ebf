"""The worker: consumes messages, each in a unit of work of its own."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.interceptors import PublisherInterceptor
from svcgen_runtime.messages import (
    ConsumerOptions,
    MessageConsumers,
    compute_topology,
    parse_broker_url,
    select_handlers,
)
from svcgen_runtime.runtimes.messaging import address_of, handlers_of
from svcgen_runtime.unit_of_work import Trigger, TriggerKind, UnitOfWork

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


class Worker:
    """The consumers of a service that runs; `names` and `groups` choose among them.

    Raises SettingsError for a name or group that nobody declared, RuntimeFault when
    the service has no PublisherInterceptor.
    """

    def __init__(
        self, service: "Service", names: Sequence[str] = (), groups: Sequence[str] = ()
    ) -> None:
        self._service = service
        self._address = address_of(service)
        self._handlers = select_handlers(handlers_of(service), names, groups)
        self._consumers: MessageConsumers | None = None

    async def start(self) -> None:
        """Declare what is needed and begin.

        Raises TopologyMismatch when the broker has it otherwise.
        """
        publisher = self._service.interceptor(PublisherInterceptor)
        if publisher is None:
            raise RuntimeFault("a worker needs the PublisherInterceptor")
        address = self._address
        await publisher.broker.declare(compute_topology(address, self._handlers))
        url = self._service.config.broker_url.get_secret_value()
        options = ConsumerOptions(
            prefetch=parse_broker_url(url).prefetch if url else None,
            inbox=publisher.outbox.inbox if publisher.outbox else None,
        )
        self._consumers = MessageConsumers(
            publisher.broker, address, self._handlers, self._open, options
        )
        await self._consumers.start()

    async def stop(self) -> None:
        """Take nothing new and let what runs end; the rest goes back."""
        if self._consumers is not None:
            await self._consumers.stop(self._service.config.shutdown_seconds)

    def _open(
        self, name: str, correlation_id: str, metadata: Mapping[str, str]
    ) -> UnitOfWork:
        scheduled = metadata.get("queue") == self._address.schedule_queue(name)
        kind: TriggerKind = "schedule" if scheduled else "message"
        trigger = Trigger(kind, name, metadata)
        return UnitOfWork(self._service, trigger, None, correlation_id, "worker")
