"""The wire format of messages, held by the golden frames in tests/golden/messages."""

import json
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, create_model

from svcgen_runtime.messages import (
    AnyMessage,
    Envelope,
    Handler,
    Message,
    Retry,
    ServiceAddress,
    compute_topology,
)
from svcgen_runtime.messages.envelope import (
    Failure,
    Stamp,
    envelop,
    for_dead_letters,
    for_retry,
    format_time,
)
from svcgen_runtime.messages.message import MessageKind
from svcgen_runtime.messages.rabbitmq_arguments import queue_arguments, read_features
from svcgen_runtime.schedules.triggers import trigger_envelope
from tests.contract.brokers import ignore

FRAMES = Path(__file__).parents[1] / "golden" / "messages"
NOW = datetime(2026, 3, 4, 5, 6, 7, 890_000, tzinfo=UTC)


class Declared(BaseModel):
    """The message class of a case."""

    topic: str
    kind: MessageKind
    version: int
    name: str
    fields: dict[str, str]


class Frame(BaseModel):
    """What must be on the wire."""

    exchange: str
    routing_key: str
    mandatory: bool
    properties: dict[str, str | int]
    headers: dict[str, str | int]
    body: dict[str, str]


class Case(BaseModel):
    """One golden frame and how it comes about."""

    model_config = ConfigDict(extra="forbid")

    case: str
    description: str
    origin: dict[str, str]
    action: str
    frame: Frame
    message: Declared | None = None
    topic: str | None = None
    traceparent: str = ""
    queue: str = ""
    delay_ms: int = 0
    error: str = ""
    failed_at: datetime = NOW
    headers_before: dict[str, str | int] = {}
    schedule: str = ""
    fire_at: datetime = NOW


def read_cases() -> list[Case]:
    """Every golden frame of a single message."""
    paths = sorted(FRAMES.glob("*.json"))
    return [
        Case.model_validate_json(path.read_bytes())
        for path in paths
        if path.stem != "topology"
    ]


@pytest.mark.parametrize("case", read_cases(), ids=lambda case: case.case)
def test_a_message_is_on_the_wire_as_its_golden_frame(case: Case) -> None:
    """Exchange, key, properties, headers and body are those of the frame."""
    envelope = make(case)
    seen = Frame(
        exchange=envelope.exchange,
        routing_key=envelope.routing_key,
        mandatory=envelope.mandatory,
        properties={
            "message_id": envelope.message_id,
            "correlation_id": envelope.correlation_id,
            "timestamp": format_time(envelope.timestamp),
            "content_type": envelope.content_type,
            "type": envelope.type,
            "delivery_mode": 2,
        },
        headers=dict(envelope.headers),
        body=json.loads(envelope.body),
    )
    assert seen == case.frame


def make(case: Case) -> Envelope:
    """The envelope that the case's action makes."""
    address = ServiceAddress(**case.origin)
    properties = case.frame.properties
    stamp = Stamp(
        correlation_id=str(properties["correlation_id"]),
        now=NOW,
        message_id=str(properties["message_id"]),
        traceparent=case.traceparent,
    )
    if case.message is None:
        return trigger_envelope(address, case.schedule, case.fire_at, stamp)
    declared = case.message
    cls = create_model(
        declared.name,
        __base__=Message,
        __cls_kwargs__=declared.model_dump(include={"topic", "kind", "version"}),
        order_id=(str, ...),
        total=(str, ...),
    )
    sent = envelop(cls.model_validate(declared.fields), address, stamp, case.topic)
    if case.headers_before:
        values = {one.name: getattr(sent, one.name) for one in fields(sent)}
        sent = Envelope(**{**values, "headers": case.headers_before})
    failure = Failure(queue=case.queue, error=case.error, at=case.failed_at)
    match case.action:
        case "retry":
            return for_retry(sent, failure, case.delay_ms)
        case "dead_letter":
            return for_dead_letters(sent, failure)
    return sent


def test_the_topology_is_as_its_golden_file() -> None:
    """Names, arguments and bindings follow from the handlers, in a fixed order."""
    golden = json.loads((FRAMES / "topology.json").read_text())
    address = ServiceAddress(**golden["origin"])
    handlers = [
        Handler(
            function=ignore,
            message=AnyMessage,
            **{
                "queue": declared["name"],
                **declared,
                "retry": Retry(**declared["retry"]),
            },
        )
        for declared in golden["handlers"]
    ]
    topology = compute_topology(address, handlers)
    assert compute_topology(address, reversed(handlers)) == topology
    features = read_features({"product": "RabbitMQ", "version": "3.10.8"})
    assert {one.name for one in topology.exchanges} == set(golden["exchanges"])
    queues = {one.name: queue_arguments(one, features) for one in topology.queues}
    assert queues == golden["queues"]
    bindings = [[one.queue, one.exchange, one.pattern] for one in topology.bindings]
    assert bindings == golden["bindings"]
