"""Where a service's messages live: the names of its exchange and queues."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from svcgen_runtime.errors import SettingsError

# What is meant for this runtime; the rest of the query belongs to the AMQP client.
_OWN_OPTIONS = frozenset({"exchange", "prefetch_count"})


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """A service in one environment; every name on the broker begins with it.

    `exchange_override` replaces the exchange's name `<service>.<environment>`.
    """

    service: str
    environment: str
    exchange_override: str = ""

    @property
    def prefix(self) -> str:
        """`<service>.<environment>`."""
        return f"{self.service}.{self.environment}"

    @property
    def exchange(self) -> str:
        """The topic exchange that this service publishes to."""
        return self.exchange_override or self.prefix

    def queue(self, name: str) -> str:
        """The queue of handler (or shared queue) `name`."""
        return f"{self.prefix}.{name}"

    def schedule_queue(self, name: str) -> str:
        """The queue of schedule `name`'s triggers."""
        return f"{self.prefix}.schedule.{name}"

    def foreign_exchange(self, exchange: str) -> str:
        """An exchange of somebody else; `{environment}` in it is filled in."""
        return exchange.replace("{environment}", self.environment)


def retry_queue(queue: str, delay_ms: int) -> str:
    """The queue where messages of `queue` wait `delay_ms` milliseconds."""
    return f"{queue}.retry.{delay_ms}"


def dead_queue(queue: str) -> str:
    """The queue of `queue`'s dead letters."""
    return f"{queue}.dead"


@dataclass(frozen=True, slots=True)
class BrokerUrl:
    """A broker's URL, taken apart. `url` is what the AMQP client gets.

    `exchange` is empty and `prefetch` None when the URL does not set them.
    """

    url: str
    exchange: str
    prefetch: int | None


def parse_broker_url(text: str) -> BrokerUrl:
    """Read `amqp://user:secret@host/vhost?exchange=name&prefetch_count=20`.

    Raises SettingsError for another scheme or a prefetch count that is no number
    above 0; the URL itself, which holds a password, is never part of the message.
    """
    parts = urlsplit(text)
    if parts.scheme not in ("amqp", "amqps"):
        raise SettingsError("BROKER_URL: must begin with amqp:// or amqps://")
    query = parse_qsl(parts.query)
    options = {key: value for key, value in query if key in _OWN_OPTIONS}
    rest = [(key, value) for key, value in query if key not in _OWN_OPTIONS]
    prefetch = options.get("prefetch_count")
    if prefetch is not None and not (prefetch.isdecimal() and int(prefetch) > 0):
        raise SettingsError("BROKER_URL: prefetch_count must be a number above 0")
    return BrokerUrl(
        url=urlunsplit(parts._replace(query=urlencode(rest))),
        exchange=options.get("exchange", ""),
        prefetch=None if prefetch is None else int(prefetch),
    )
