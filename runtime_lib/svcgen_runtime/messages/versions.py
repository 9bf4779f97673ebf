"""Earlier versions of a message that a handler still understands."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import get_type_hints

from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.messages.message import Message

Upgrade = Callable[..., Message]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier version, and what makes the present one of it."""

    message: type[Message]
    upgrade: Upgrade


def read_upgrades(
    message: type[Message], upgrades: Iterable[Upgrade]
) -> Mapping[int, Earlier]:
    """The earlier versions by number, each taken from the annotation of its function.

    Raises RuntimeFault for one that takes no earlier version of `message`.
    """
    found: dict[int, Earlier] = {}
    for upgrade in upgrades:
        taken = _taken(upgrade)
        number = taken.message_version if taken is not None else message.message_version
        if taken is None or number >= message.message_version or number in found:
            raise RuntimeFault(
                f"{upgrade.__qualname__} takes no further earlier version of"
                f" {message.__name__}"
            )
        found[number] = Earlier(taken, upgrade)
    return found


def read_version(kind: str) -> int | None:
    """The version in a type property, ``<service>.<name>.v<version>``; None without one."""
    _, mark, number = kind.rpartition(".v")
    return int(number) if mark and number.isdecimal() else None


def _taken(upgrade: Upgrade) -> type[Message] | None:
    """The message that the function's first parameter is annotated with."""
    hints = get_type_hints(upgrade)
    first = next(iter(inspect.signature(upgrade).parameters), "")
    hint = hints.get(first)
    is_message = isinstance(hint, type) and issubclass(hint, Message)
    return hint if is_message else None
