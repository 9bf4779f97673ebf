"""Notes."""

from typing import TYPE_CHECKING

from notes.base import Base

if TYPE_CHECKING:
    from notes.models import Note
    from notes.tags import Tag


class Notes(Base):
    """Notes."""

    def first(self) -> "Note":
        return self.all()[0]

    def tag(self) -> "Tag":
        return self.tags()[0]
