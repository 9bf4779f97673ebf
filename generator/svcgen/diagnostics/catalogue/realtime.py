"""Codes for packages, pushes, rooms and sockets."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR, WARNING

PACKAGE_WITHOUT_ID = Code(
    "package-without-id",
    ERROR,
    "the {what} '{name}' has no id",
    """An id is a contract with every client that was ever shipped: it is written down, never made up by
a run.

What to do: run the command in the hint: it finds a free id and writes it into the spec.

Bad:   package: GET_STATUS
Good:  packages: {GET_STATUS: 1}
""",
)

BAD_PACKAGE_ID = Code(
    "bad-package-id",
    ERROR,
    "the package id {id} {reason}",
    """Ids are 1 to 65535; negative ones belong to the protocol.

What to do: take another number: `svcgen add pkg-id NAME` finds one.

Bad:   package: {name: GET_STATUS, id: 70000}
Good:  package: {name: GET_STATUS, id: 7000}
""",
)

RESERVED_PACKAGE_ID = Code(
    "reserved-package-id",
    ERROR,
    "the package id {id} is reserved",
    """Reserved ids were in use once; old clients still mean something else by them.

What to do: take another number.

Bad:   reserved_packages: [7-9]   packages: {A: 8}
Good:  reserved_packages: [7-9]   packages: {A: 10}
""",
)

BAD_RANGE = Code(
    "bad-range",
    ERROR,
    "the range '{range}' {reason}",
    """A range runs from a smaller number to a larger one, within 1 to 65535.

What to do: correct the range.

Bad:   reserved_packages: [9-7]
Good:  reserved_packages: [7-9]
""",
)

UNBOUND_PACKAGE = Code(
    "unbound-package",
    ERROR,
    "no command binds the package '{name}', and it says nothing of its own",
    """A package triggers the command that names it, the one it names, or one that its own input and
output imply.

What to do: write `package: NAME` at a command, or give the package an `output`.

Bad:   packages: {GET_STATUS: 1}
Good:  packages: {GET_STATUS: {id: 1, output: {status: string}}}
""",
)

PACKAGE_BOUND_TWICE = Code(
    "package-bound-twice",
    ERROR,
    "the package '{name}' is bound already",
    """A package triggers exactly one command, and a command is triggered by at most one package.

What to do: remove one of the two.

Bad:   a: {package: P}   b: {package: P}
Good:  a: {package: P}   b: {package: Q}
""",
)

PACKAGE_RULES = Code(
    "package-rules",
    ERROR,
    "'{key}' is not read: the package triggers '{command}', which says it",
    """Who may, input and output belong to the command; beside a package that is bound they would be
ignored.

What to do: write them at the command.

Bad:   packages: {P: {id: 1, roles: [admin], command: tidy_up}}
Good:  commands: {tidy_up: {roles: [admin]}}
""",
)

PUSH_ROOM_KEY = Code(
    "push-room-key",
    ERROR,
    "the push goes to the room '{room}', but does not carry '{name}'",
    """The key of the room says to which of the rooms a push goes, so the push has the same field.

What to do: add the field to the push.

Bad:   CHAT: {id: 1, room: chat, fields: {text: string}}
Good:  CHAT: {id: 1, room: chat, fields: {room_id: string, text: string}}
""",
)

ROOM_KEY = Code(
    "room-key",
    ERROR,
    "the field '{name}' cannot tell rooms apart: {reason}",
    """The key of a room stands in its address: text, whole numbers, uuids, dates or enums.

What to do: use another type.

Bad:   rooms: {chat: {key: {data: json}}}
Good:  rooms: {chat: {key: {room_id: string}}}
""",
)

CLOSED_ROOM = Code(
    "closed-room",
    WARNING,
    "nobody may join the room '{name}'",
    """Unless `join` says who may, nobody may, and what is pushed to the room reaches nobody.

What to do: add `join`.

Bad:   rooms: {chat: {key: {room_id: string}}}
Good:  rooms: {chat: {key: {room_id: string}, join: authenticated}}
""",
)

SOCKET_PARAMETER = Code(
    "socket-parameter",
    ERROR,
    "the path parameter '{name}' {reason}",
    """The parameters of a socket are the key of its room.

What to do: let path and key name the same fields.

Bad:   path: "/chat/{id}"   room: chat   (its key is room_id)
Good:  path: "/chat/{room_id}"   room: chat
""",
)

UNUSED_PUSH = Code(
    "unused-push",
    WARNING,
    "nothing sends the push '{name}'",
    """No command and no socket names it in `pushes`. Your own code may still send it.

What to do: name it where it is sent, or remove it.

Bad:   pushes: {HELLO: {id: 1}}
Good:  commands: {greet: {pushes: [HELLO]}}
""",
)
