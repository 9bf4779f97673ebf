"""Why an edit was not made."""

from __future__ import annotations


class EditFault(Exception):
    """An edit that cannot be made; nothing was changed.

    `code` is kebab-case, the text is one line, `hint` says what to do.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.hint = hint
