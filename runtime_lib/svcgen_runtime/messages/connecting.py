"""The broker that a service's settings ask for."""

from svcgen_runtime.messages.address import parse_broker_url
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.memory import InProcessBroker


def create_broker(url: str) -> Broker:
    """Return the broker at `url`, or the in-process one for an empty `url`.

    Nothing connects until its `start`. Raises SettingsError for a URL that is none.
    """
    if not url:
        return InProcessBroker()
    # aio-pika costs start-up time that only those who use it should pay.
    from svcgen_runtime.messages.rabbitmq import RabbitMQBroker

    return RabbitMQBroker(parse_broker_url(url).url)
