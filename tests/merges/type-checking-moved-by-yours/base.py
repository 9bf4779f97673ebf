"""Notes."""

from typing import TYPE_CHECKING

from notes.base import Base

if TYPE_CHECKING:
    from notes.models import Note


class Notes(Base):
    """Notes."""

    def first(self) -> "Note":
        return self.all()[0]
