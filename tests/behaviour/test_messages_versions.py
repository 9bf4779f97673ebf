"""Earlier versions of a message: sent by who does not know better, understood by who does."""

from pathlib import Path

import pytest

from svcgen_runtime.errors import CommandNotWritten, RuntimeFault
from svcgen_runtime.messages import ConsumerRouter, Message
from svcgen_runtime.messages.versions import Upgrade
from tests.behaviour.message_world import MakeWorld, World, empties, write


class Letter(Message, topic="letter.send", kind="task", version=3, name="Letter"):
    """As it is now."""

    to: str
    language: str = "en"


class LetterV1(Message, topic="letter.send", kind="task", name="Letter"):
    """As it was at first."""

    name: str


class LetterV2(Message, topic="letter.send", kind="task", version=2, name="Letter"):
    """As it was then."""

    to: str


def from_v1(message: LetterV1) -> Letter:
    """Which language is known."""
    return Letter(to=message.name, language="la")


def from_v2(message: LetterV2) -> Letter:
    """Nobody wrote it."""
    raise CommandNotWritten("Letter.from_v2")


@pytest.fixture(params=["in-process", "rabbitmq"])
def make_world(request: pytest.FixtureRequest, tmp_path: Path) -> MakeWorld:
    """Makes a world on each kind of broker."""
    url = ""
    if request.param == "rabbitmq":
        url = request.getfixturevalue("rabbitmq_url")
    return lambda options=None: World(tmp_path, url, options)


async def test_a_handler_gets_the_present_version(make_world: MakeWorld) -> None:
    """Messages of versions 1 and 3 arrive as 3; one whose conversion nobody wrote is a dead letter."""
    world = make_world()

    @world.consumers.handle(Letter, previous=(from_v1, from_v2))
    async def send(letter: Letter) -> None:
        await write(f"{letter.to} {letter.language}")

    async with world:
        await world.send(LetterV1(name="ann"), LetterV2(to="bob"))
        await world.wait_for_notes(["ann la"])
        await world.send(Letter(to="eve"))
        await world.wait_for_notes(["ann la", "eve en"])
        await empties(world, "send")
        dead = await world.bury("send", 1)
        assert [one.headers["x-last-error"] for one in dead] == [
            "CommandNotWritten: 'Letter.from_v2' is not written yet."
        ]


def copy(message: Letter) -> Letter:
    """Takes the present version."""
    return message


@pytest.mark.parametrize("previous", [(from_v1, from_v1), (copy,)])
def test_what_takes_no_earlier_version_is_refused(previous: tuple[Upgrade]) -> None:
    """Two for one version, and one for the present version, are faults of the declaration."""
    router = ConsumerRouter()

    async def send(letter: Letter) -> None:
        await write(letter.to)

    with pytest.raises(RuntimeFault, match="takes no further earlier version"):
        router.handle(Letter, previous=previous)(send)
