"""Codes for names that lead nowhere."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR

UNKNOWN_TYPE = Code(
    "unknown-type",
    ERROR,
    "there is no type '{name}'{where}",
    """A type is a scalar (string, int, uuid ...), or the name of an enum or an entity of this spec.
svcgen refuses what leads nowhere before anything is made of it.

What to do: correct the name, or declare the enum or entity.

Bad:   fields: {status: OrderStats}
Good:  fields: {status: OrderStatus}
""",
)

UNKNOWN_ENTITY = Code(
    "unknown-entity",
    ERROR,
    "there is no entity '{name}'{where}",
    """An entity is named here that the section `entities` does not have. svcgen refuses what leads
nowhere before anything is made of it.

What to do: correct the name, or declare the entity; the hint gives the nearest name that exists.

Bad:   author: {ref: Auther}
Good:  author: {ref: Author}
""",
)

UNKNOWN_FIELD = Code(
    "unknown-field",
    ERROR,
    "there is no field '{name}'{where}",
    """A field is named here that its owner does not have. svcgen refuses what leads nowhere before
anything is made of it.

What to do: correct the name, or declare the field; the hint gives the nearest name that exists.

Bad:   indexes: [[titel]]
Good:  indexes: [[title]]
""",
)

UNKNOWN_RELATION = Code(
    "unknown-relation",
    ERROR,
    "there is no relation '{name}'{where}",
    """Rows are given out with what they refer to; only references, their other sides (`back`) and `many`
can be included. svcgen refuses what leads nowhere before anything is made of it.

What to do: name a relation of the entity.

Bad:   get: {include: [title]}
Good:  get: {include: [author]}
""",
)

UNKNOWN_ROLE = Code(
    "unknown-role",
    ERROR,
    "there is no role '{name}'{where}",
    """A role is named here that the section `roles` does not have; nobody could ever have it. svcgen
refuses what leads nowhere before anything is made of it.

What to do: correct the name, or declare the role; the hint gives the nearest name that exists.

Bad:   roles: [edtior]
Good:  roles: [editor]
""",
)

UNKNOWN_MESSAGE = Code(
    "unknown-message",
    ERROR,
    "there is no message '{name}'{where}",
    """A message is named here that the section `messages` does not have. svcgen refuses what leads
nowhere before anything is made of it.

What to do: correct the name, or declare the message; the hint gives the nearest name that exists.

Bad:   publishes: [OrderPlacd]
Good:  publishes: [OrderPlaced]
""",
)

UNKNOWN_PUSH = Code(
    "unknown-push",
    ERROR,
    "there is no push '{name}'{where}",
    """A push is named here that the section `pushes` does not have. svcgen refuses what leads nowhere
before anything is made of it.

What to do: correct the name, or declare the push; the hint gives the nearest name that exists.

Bad:   pushes: [ORDER_UPDATD]
Good:  pushes: [ORDER_UPDATED]
""",
)

UNKNOWN_COMMAND = Code(
    "unknown-command",
    ERROR,
    "there is no command '{name}'{where}",
    """A handler, schedule, package or socket triggers the command of its own name, or the one that
`command` names; there is no such command. svcgen refuses what leads nowhere before anything is
made of it.

What to do: correct the name, or declare the command; the hint gives the nearest name that exists.

Bad:   handlers: {send_recipt: {message: SendReceipt}}
Good:  handlers: {send_receipt: {message: SendReceipt}}
""",
)

UNKNOWN_ROOM = Code(
    "unknown-room",
    ERROR,
    "there is no room '{name}'{where}",
    """A room is named here that the section `rooms` does not have. svcgen refuses what leads nowhere
before anything is made of it.

What to do: correct the name, or declare the room; the hint gives the nearest name that exists.

Bad:   pushes: {CHAT: {id: 1, room: chatt}}
Good:  pushes: {CHAT: {id: 1, room: chat}}
""",
)

UNKNOWN_DEPENDENCY = Code(
    "unknown-dependency",
    ERROR,
    "there is no dependency '{name}'{where}",
    """A command may ask for the repository of an entity, or for a provider. svcgen refuses what leads
nowhere before anything is made of it.

What to do: name an entity or a provider.

Bad:   uses: [Ordr]
Good:  uses: [Order]
""",
)

UNKNOWN_PROVIDER = Code(
    "unknown-provider",
    ERROR,
    "there is no provider '{name}'{where}",
    """A provider needs another one that is not declared. svcgen refuses what leads nowhere before
anything is made of it.

What to do: correct the name, or declare the provider; the hint gives the nearest name that
exists.

Bad:   needs: [setings]
Good:  needs: [settings]
""",
)

UNKNOWN_DATABASE = Code(
    "unknown-database",
    ERROR,
    "there is no database '{name}'{where}",
    """An entity is kept in a database that the section `databases` does not have. svcgen refuses what
leads nowhere before anything is made of it.

What to do: correct the name, or declare the database; the hint gives the nearest name that
exists.

Bad:   database: report
Good:  database: reports
""",
)

UNKNOWN_INTERCEPTOR = Code(
    "unknown-interceptor",
    ERROR,
    "there is no interceptor '{name}'{where}",
    """An interceptor is settings, database, publisher or websocket, or a class of your own written as
package.module:Class. svcgen refuses what leads nowhere before anything is made of it.

What to do: correct the name, or write package.module:Class.

Bad:   interceptors: [settings, databse]
Good:  interceptors: [settings, database]
""",
)

UNKNOWN_OPERATOR = Code(
    "unknown-operator",
    ERROR,
    "there is no operator '{name}'{where}",
    """A filter is a field, or a field and an operator: eq, ne, ge, gt, le, lt, in, null, contains,
starts, ends. svcgen refuses what leads nowhere before anything is made of it.

What to do: use one of the operators.

Bad:   filters: [name__like]
Good:  filters: [name__contains]
""",
)
