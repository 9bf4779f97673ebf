"""Notes."""

from notes.base import Base
from notes.models import Note


class Notes(Base):
    """Notes."""

    def first(self) -> "Note":
        return self.all()[0]
