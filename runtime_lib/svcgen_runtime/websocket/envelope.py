"""How requests, replies and pushes are written on the wire.

Everything that knows the shape of a frame is here, behind `Envelope`, so that another shape (protobuf, an
older protocol) is another class. A frame is read twice by pydantic-core, never by Python: once for its
head, which makes no object of `data`, and once, after the access check, for `data` as the handler declares it.
"""

import re
from dataclasses import dataclass, field
from typing import Annotated, Final, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json, to_json

UUID_PATTERN: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
NULL: Final = b"null"
PKG_ID_LIMIT: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Head:
    """Which package a request is for, and the id its reply must carry (as the client wrote it)."""

    pkg_id: int
    req_id: str


@dataclass
class MalformedFrame(Exception):
    """A frame that is no request; what could be read of it goes into the reply."""

    pkg_id: int | None
    req_id: str | None
    field: str
    code: str
    msg: str


@dataclass(slots=True)
class PushFrame:
    """A push on its way to sockets: `data` is JSON, `room` None means every socket."""

    pkg_id: int
    data: bytes
    room: str | None
    epoch: str
    offset: int
    _written: "tuple[Envelope, str] | None" = field(default=None, compare=False)

    def text(self, envelope: "Envelope") -> str:
        """The frame, written once however many sockets it goes to."""
        if self._written is None or self._written[0] is not envelope:
            self._written = (envelope, envelope.push(self))
        return self._written[1]


class Envelope(Protocol):
    """One way to write frames."""

    def read(self, frame: str) -> Head:
        """The head of a request. Raises `MalformedFrame`."""

    def reply(
        self,
        head: tuple[int | None, str | None],
        status: int,
        data: bytes,
        meta: bytes = NULL,
    ) -> str:
        """A reply frame; `data` and `meta` are JSON."""

    def push(self, push: PushFrame) -> str:
        """A push frame."""


class _Head(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)

    pkg_id: Annotated[int, Field(ge=-PKG_ID_LIMIT, le=PKG_ID_LIMIT)]
    req_id: str


class JsonEnvelope:
    """Text frames of JSON: the protocol `svcgen.v1.json`."""

    def read(self, frame: str) -> Head:
        """The head of a request. Raises `MalformedFrame`."""
        try:
            head = _Head.model_validate_json(frame)
        except ValidationError:
            raise self._fault(frame) from None
        if UUID_PATTERN.fullmatch(head.req_id) is None:
            raise self._fault(frame)
        return Head(head.pkg_id, head.req_id)

    def reply(
        self,
        head: tuple[int | None, str | None],
        status: int,
        data: bytes,
        meta: bytes = NULL,
    ) -> str:
        """A reply frame; `data` and `meta` are JSON."""
        pkg_id = "null" if head[0] is None else str(head[0])
        # A req_id that was read is hexadecimal digits and hyphens: nothing in it needs escaping.
        req_id = "null" if head[1] is None else f'"{head[1]}"'
        return (
            f'{{"pkg_id":{pkg_id},"req_id":{req_id},"status_code":{int(status)},'
            f'"data":{data.decode()},"meta":{meta.decode()}}}'
        )

    def push(self, push: PushFrame) -> str:
        """A push frame."""
        meta = {"room": push.room, "epoch": push.epoch, "offset": push.offset}
        return (
            f'{{"pkg_id":{push.pkg_id},"req_id":null,'
            f'"data":{push.data.decode()},"meta":{to_json(meta).decode()}}}'
        )

    def _fault(self, frame: str) -> MalformedFrame:
        """Why the frame is no request, with as much of its head as can be read."""
        try:
            value = from_json(frame)
        except ValueError:
            return MalformedFrame(
                None, None, "", "json_invalid", "the frame is not JSON"
            )
        if not isinstance(value, dict):
            msg = "the frame is not a JSON object"
            return MalformedFrame(None, None, "", "object_expected", msg)
        pkg_id, req_id = value.get("pkg_id"), value.get("req_id")
        if not _is_pkg_id(pkg_id):
            pkg_id = None
        if not isinstance(req_id, str) or UUID_PATTERN.fullmatch(req_id) is None:
            return MalformedFrame(
                pkg_id, None, "req_id", "uuid_expected", "req_id must be a UUID"
            )
        msg = "pkg_id must be a whole number"
        return MalformedFrame(None, req_id, "pkg_id", "int_expected", msg)


def _is_pkg_id(value: object) -> bool:
    return type(value) is int and abs(value) <= PKG_ID_LIMIT


JSON: Final = JsonEnvelope()
