"""Logs: JSON with the correlation id in production, and never a secret."""

import json
import logging

import pytest

from svcgen_runtime import Service, Trigger
from svcgen_runtime.logging import HumanFormatter, JsonFormatter, redact
from svcgen_runtime.settings import ServiceSettings

CANARY = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            '"WebSocket /ws?token=SECRET123" [accepted]',
            '"WebSocket /ws?..." [accepted]',
        ),
        (f"Authorization: Bearer {CANARY}", "Authorization: Bearer ..."),
        (f"svcgen.bearer.{CANARY}", "svcgen.bearer...."),
        (f"token {CANARY} is bad", "token ... is bad"),
        ("amqp://guest:guest@h:5672/", "amqp://...@h:5672/"),
        ("is it so? a=b", "is it so? a=b"),
    ],
)
def test_secrets_are_struck_out(text: str, left: str) -> None:
    """Query strings, tokens and passwords do not reach a log; plain prose does."""
    assert redact(text) == left


def record(msg: str, **extra: object) -> logging.LogRecord:
    """A record as a logger makes it."""
    made = logging.makeLogRecord({"name": "shop", "levelno": 20, "levelname": "INFO"})
    made.msg = msg
    made.__dict__.update(extra)
    return made


async def test_json_lines_carry_the_unit_of_work() -> None:
    """A line written inside a unit of work names it and its correlation id."""
    service = Service(name="x", interceptors=())
    service.load(ServiceSettings(environment="test"))
    trigger = Trigger("http", "create_note")
    async with service.unit_of_work(trigger, None, "id-17"):
        line = json.loads(JsonFormatter().format(record("done", rows=3)))
    assert line["correlation_id"] == "id-17"
    assert line["trigger"] == "http:create_note"
    assert (line["msg"], line["rows"], line["level"]) == ("done", 3, "info")
    outside = json.loads(JsonFormatter().format(record("idle")))
    assert "correlation_id" not in outside


def test_both_forms_redact_messages_extras_and_tracebacks() -> None:
    """No place of a record lets a token through."""
    made = record("see %s", path="/ws?token=abc")
    made.args = (f"Bearer {CANARY}",)
    try:
        raise ValueError(f"bearer {CANARY}")
    except ValueError as error:
        made.exc_info = (type(error), error, error.__traceback__)
    for formatter in (JsonFormatter(), HumanFormatter()):
        line = formatter.format(made)
        assert CANARY not in line
        assert "token=abc" not in line
        assert "ValueError" in line
