"""What commands ask for besides repositories."""

from collections.abc import AsyncIterator

from svcgen_runtime.context import use_app_context, use_session

from desk.contract.models.note import Note


class Pen:
    """Writes."""

    def sign(self, text: str) -> str:
        """Give the text with the pen's mark."""
        return f"{text} (signed)"


PEN = Pen()


class Ledger:
    """Lives as long as the service."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.closed: list[str] = []


class Journal:
    """Lives as long as a unit of work, and writes in its session."""

    def __init__(self, ledger: Ledger, pen: Pen) -> None:
        self.ledger = ledger
        self.pen = pen
        self.lines: list[str] = []


async def open_journal(ledger: Ledger, pen: Pen) -> AsyncIterator[Journal]:
    """Open the journal of a unit of work; what it holds is kept when it is closed."""
    journal = Journal(ledger, pen)
    yield journal
    for line in journal.lines:
        use_session().add(Note(text=pen.sign(line), author="journal"))
    ledger.closed.append(use_app_context().trigger.name)
