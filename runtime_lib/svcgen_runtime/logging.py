"""Logs: one JSON object a line in staging and production, lines for people in dev.

Every record carries the correlation id of the unit of work, or of the request, that it
was written in. Query strings and bearer tokens are struck out, whoever logs them.
"""

import json
import logging
import re
import sys
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from typing_extensions import override

from svcgen_runtime.context import current_unit_of_work

correlation_id: ContextVar[str] = ContextVar("correlation_id", default="")

# a query after a path or an address, and whatever follows the word bearer
_QUERY = re.compile(r"(?<=[\w/\]}~.-])\?[^\s\"'#<>]*=[^\s\"'#<>]*")
_BEARER = re.compile(r"(?i)\b(bearer[ .])[\w.~+/=-]{8,}")
_JWT = re.compile(r"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*")
_USERINFO = re.compile(r"(?<=://)[^\s/@]+:[^\s/@]+@")
_KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {
    "message",
    "asctime",
    "color_message",
}


def redact(text: str) -> str:
    """The text without query strings, bearer tokens and passwords in addresses."""
    if "?" in text:
        text = _QUERY.sub("?...", text)
    if "earer" in text.lower():
        text = _BEARER.sub(r"\1...", text)
    if "eyJ" in text:
        text = _JWT.sub("...", text)
    return _USERINFO.sub("...@", text) if "@" in text else text


def current_correlation_id() -> str:
    """The id of the unit of work or request that runs now, or an empty text."""
    uow = current_unit_of_work.get(None)
    return uow.correlation_id if uow is not None else correlation_id.get()


class JsonFormatter(logging.Formatter):
    """One JSON object a record: time (RFC 3339, UTC), level, logger, msg and extras."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "msg": redact(record.getMessage()),
        }
        if ident := current_correlation_id():
            entry["correlation_id"] = ident
        uow = current_unit_of_work.get(None)
        if uow is not None:
            entry["trigger"] = f"{uow.trigger.kind}:{uow.trigger.name}"
        entry.update(_extras(record))
        if record.exc_info and record.exc_info[0] is not None:
            lines = traceback.format_exception(*record.exc_info)
            entry["traceback"] = redact("".join(lines))
        return json.dumps(entry, default=str, ensure_ascii=False)


class HumanFormatter(logging.Formatter):
    """A line for a person: time, level, correlation id, message and extras."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    @override
    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, with its traceback below."""
        text = redact(super().format(record))
        extras = " ".join(f"{key}={value}" for key, value in _extras(record).items())
        # the end: what a uuid7 begins with is the clock
        ident = current_correlation_id()[-8:]
        return " ".join(part for part in (text, extras, ident and f"[{ident}]") if part)


def configure_logging(level: str, as_json: bool) -> None:
    """Send every log of the process to standard error in one form."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter() if as_json else HumanFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # uvicorn's access log holds the query string; the edge writes one without it
    logging.getLogger("uvicorn.access").disabled = True
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
        # it logs each WebSocket's full path, query and all, at INFO
        logger.setLevel("WARNING")


def _extras(record: logging.LogRecord) -> dict[str, object]:
    found = {key: value for key, value in vars(record).items() if key not in _KNOWN}
    return {
        key: redact(value) if isinstance(value, str) else value
        for key, value in found.items()
    }
