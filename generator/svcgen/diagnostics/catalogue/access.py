"""Codes for who may: roles, ownership, public access."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR

TWO_ACCESS_RULES = Code(
    "two-access-rules",
    ERROR,
    "`public` and `roles` contradict each other",
    """What is public needs no role. One of the two is a mistake, and it must not be guessed which.

What to do: keep one of them.

Bad:   {public: true, roles: [editor]}
Good:  {roles: [editor]}
""",
)

NO_ROLES = Code(
    "no-roles",
    ERROR,
    "an empty list of roles lets {who} in",
    """A list of no roles reads like nobody, but would mean everybody with a token, or with `any` nobody
at all.

What to do: name a role, or remove the key: what is not said needs a token.

Bad:   roles: []
Good:  roles: [editor]
""",
)

OWNER_PLACE = Code(
    "owner-place",
    ERROR,
    "ownership cannot be asked here: {reason}",
    """The caller is compared with a field of a row, so there must be one row: get, update, replace and
delete of an entity, and rooms.

What to do: use roles, and compare the owner in the body of the command.

Bad:   list: {roles: {owner: customer_id}}
Good:  get: {roles: {owner: customer_id}}
""",
)

OWNER_FIELD = Code(
    "owner-field",
    ERROR,
    "the owner cannot stand in '{name}': {reason}",
    """The subject of a token is text; it is compared with text, a uuid or a whole number.

What to do: name a field that holds the subject.

Bad:   roles: {owner: price}
Good:  roles: {owner: customer_id}
""",
)
