"""Codes for names: what a name of the spec may look like, and which names are taken."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR

BAD_NAME = Code(
    "bad-name",
    ERROR,
    "the name '{name}' {reason}",
    """Names become Python, SQL, TypeScript and wire names, so they are plain: ASCII letters and
digits, at most 40 characters. Entities, enums and messages are written LikeThis, fields and commands
like_this, packages and pushes LIKE_THIS, roles like-this or like_this.

What to do: rename it; the hint gives the nearest name that is allowed.

Bad:   entities: {book-shop: ...}
Good:  entities: {BookShop: ...}
""",
)

RESERVED_NAME = Code(
    "reserved-name",
    ERROR,
    "the name '{name}' is taken: {reason}",
    """Some words mean something already in the languages that are emitted, or to the libraries that
the emitted code stands on; code that uses them would be broken or surprising.

What to do: choose another word; a field keeps its old database column by `column:`.

Bad:   fields: {class: string, metadata: json}
Good:  fields: {class_name: string, details: json}
""",
)
