"""Messages: declare them, publish them after the commit, and handle them."""

from svcgen_runtime.messages.address import (
    BrokerUrl,
    ServiceAddress,
    parse_broker_url,
)
from svcgen_runtime.messages.broker import Broker, Delivery, OnDelivery, Subscription
from svcgen_runtime.messages.clock import Clock, ManualClock, SystemClock
from svcgen_runtime.messages.connecting import create_broker
from svcgen_runtime.messages.consumer import ConsumerOptions, MessageConsumers
from svcgen_runtime.messages.declaring import accept, declare_topology, refuse
from svcgen_runtime.messages.envelope import Envelope
from svcgen_runtime.messages.errors import (
    AlreadySettled,
    NotSettled,
    PublishFailed,
    SettlementNotManual,
    Unroutable,
)
from svcgen_runtime.messages.handler_run import OpenUnitOfWork
from svcgen_runtime.messages.memory import InProcessBroker
from svcgen_runtime.messages.message import AnyMessage, Message
from svcgen_runtime.messages.publisher import Publisher
from svcgen_runtime.messages.retry import NO_RETRY, Retry
from svcgen_runtime.messages.router import (
    ConsumerRouter,
    Handler,
    HandlerOptions,
    collect_handlers,
    select_handlers,
)
from svcgen_runtime.messages.settlement import (
    ack,
    is_redelivered,
    nack,
    reject,
    retry,
    retry_later,
)
from svcgen_runtime.messages.topology import Difference, Topology, compute_topology

__all__ = [
    "NO_RETRY",
    "AlreadySettled",
    "AnyMessage",
    "Broker",
    "BrokerUrl",
    "Clock",
    "ConsumerOptions",
    "ConsumerRouter",
    "Delivery",
    "Difference",
    "Envelope",
    "Handler",
    "HandlerOptions",
    "InProcessBroker",
    "ManualClock",
    "Message",
    "MessageConsumers",
    "NotSettled",
    "OnDelivery",
    "OpenUnitOfWork",
    "PublishFailed",
    "Publisher",
    "Retry",
    "ServiceAddress",
    "SettlementNotManual",
    "Subscription",
    "SystemClock",
    "Topology",
    "Unroutable",
    "accept",
    "ack",
    "collect_handlers",
    "compute_topology",
    "create_broker",
    "declare_topology",
    "is_redelivered",
    "nack",
    "parse_broker_url",
    "refuse",
    "reject",
    "retry",
    "retry_later",
    "select_handlers",
]
