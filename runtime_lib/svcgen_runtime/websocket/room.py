"""Rooms: who hears a push, and who may listen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, unquote

from pydantic import TypeAdapter, ValidationError

from svcgen_runtime.access import Access
from svcgen_runtime.errors import ErrorDetail, InvalidData
from svcgen_runtime.websocket.adapters import adapter_for

MAX_ADDRESS: Final = 512
TEXT: Final = str


@dataclass(frozen=True, slots=True)
class Room:
    """A room by name; with a key there is one room for each of its values.

    `key` names the parts of the key, with their types where they are not text: `{"order_id": UUID}`.
    `join` is who may join. Without it nobody may, and only the service itself can put a socket there.
    """

    name: str
    key: tuple[str, ...] | Mapping[str, object] = ()
    join: Access | None = None
    _parts: Mapping[str, TypeAdapter[object]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        key = self.key
        types = key if isinstance(key, Mapping) else dict.fromkeys(key, TEXT)
        parts = {name: adapter_for(kind) for name, kind in types.items()}
        object.__setattr__(self, "_parts", parts)

    def address(self, values: Mapping[str, object] | None = None) -> str:
        """`name:value/value` with every value percent-encoded, or `name` for a room without a key.

        Raises `KeyError` if a value is missing.
        """
        given = values or {}
        return address_of(self.name, [given[part] for part in self._parts])

    def read_key(self, values: Mapping[str, object]) -> dict[str, object]:
        """The key as a client gave it, typed. Raises `InvalidData` if parts are missing, unknown or ill-formed."""
        faults = [
            ErrorDetail(f"key.{name}", "extra_forbidden", "there is no such key")
            for name in values.keys() - self._parts.keys()
        ]
        read: dict[str, object] = {}
        for name, adapter in self._parts.items():
            try:
                read[name] = adapter.validate_strings(str(values[name]))
            except KeyError:
                faults.append(ErrorDetail(f"key.{name}", "missing", "Field required"))
            except ValidationError as error:
                fault = error.errors(include_url=False)[0]
                faults.append(ErrorDetail(f"key.{name}", fault["type"], fault["msg"]))
        if not faults and len(self.address(read)) > MAX_ADDRESS:
            msg = f"a room's address has at most {MAX_ADDRESS} characters"
            faults.append(ErrorDetail("key", "too_long", msg))
        if faults:
            raise InvalidData(details=sorted(faults, key=lambda fault: fault.field))
        return read

    def key_of(self, address: str) -> dict[str, object]:
        """The key that an address of this room was made of. Raises `InvalidData`."""
        _, _, text = address.partition(":")
        values = [unquote(value) for value in text.split("/")] if text else []
        return self.read_key(dict(zip(self._parts, values, strict=False)))


def address_of(name: str, values: Sequence[object]) -> str:
    """The address of a room: what the wire, the hub and `meta.room` call it."""
    if not values:
        return name
    # Encoding every reserved character keeps two different keys from ever making one address.
    return f"{name}:{'/'.join(quote(str(value), safe='') for value in values)}"


def name_of(address: str) -> str:
    """The name of the room that an address belongs to."""
    return address.partition(":")[0]
