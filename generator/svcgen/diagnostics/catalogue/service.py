"""Codes for the service itself: providers, interceptors, databases; and for what later versions will do."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR, WARNING

FOREIGN_MODULE = Code(
    "foreign-module",
    WARNING,
    "the module '{name}' is not of this service",
    """The package has to be among the dependencies of the service, or importing it fails.

What to do: declare it in the service's pyproject.toml, or name a module of the service.

Bad:   payments: {type: "payments:Gateway"}
Good:  payments: {type: "bookshop.payments:Gateway"}
""",
)

BAD_MODULE = Code(
    "bad-module",
    ERROR,
    "the module '{name}' {reason}",
    """Providers and interceptors are classes of the service or of a library that it depends on.

What to do: name a module of the service.

Bad:   payments: {type: "subprocess:Popen"}
Good:  payments: {type: "bookshop.payments:Gateway"}
""",
)

PROVIDER_SOURCE = Code(
    "provider-source",
    ERROR,
    "a provider has either `value` or `factory`",
    """A provider is a value, is made by a factory, or is made of its class.

What to do: keep one of them.

Bad:   clock: {type: "a.b:Clock", value: "a.b:clock", factory: "a.b:make"}
Good:  clock: {type: "a.b:Clock", factory: "a.b:make"}
""",
)

PROVIDER_CYCLE = Code(
    "provider-cycle",
    ERROR,
    "these providers need each other in a circle: {names}",
    """None of them could be made first.

What to do: remove one of the needs.

Bad:   a: {needs: [b]}   b: {needs: [a]}
Good:  a: {needs: [b]}   b: {}
""",
)

PROVIDER_PHASE = Code(
    "provider-phase",
    ERROR,
    "'{name}' is made {there}, '{own}' needs it {here}",
    """What is made for the whole service before the interceptors start cannot need what is made later,
or for one unit of work.

What to do: change `phase` or `scope` of one of them.

Bad:   a: {phase: before, needs: [b]}   b: {phase: after}
Good:  a: {phase: after, needs: [b]}   b: {phase: after}
""",
)

INTERCEPTOR_ORDER = Code(
    "interceptor-order",
    ERROR,
    "'{name}' must stand before '{other}'",
    """Units of work enter the interceptors in order and leave them in reverse: settings first, the
database before what is sent out after its commit.

What to do: use the default order: settings, database, publisher, websocket.

Bad:   interceptors: [publisher, database]
Good:  interceptors: [database, publisher]
""",
)

MISSING_INTERCEPTOR = Code(
    "missing-interceptor",
    ERROR,
    "the interceptor '{name}' is missing: {reason}",
    """Without it the first use would fail.

What to do: add it, or leave `interceptors` out: the default has all of them.

Bad:   interceptors: [settings]   (and entities)
Good:  interceptors: [settings, database]
""",
)

MISSING_DATABASE = Code(
    "missing-database",
    ERROR,
    "there is no database 'main'",
    """It is the one used when nothing else is said.

What to do: add `main: {}`.

Bad:   databases: {reports: {}}
Good:  databases: {main: {}, reports: {}}
""",
)

BAD_SERVICE_NAME = Code(
    "bad-service-name",
    ERROR,
    "the service cannot be called '{name}': {reason}",
    """The name becomes an importable package, a command and the prefix of queues.

What to do: choose another name.

Bad:   service: {name: asyncio}
Good:  service: {name: bookshop}
""",
)

NOT_YET = Code(
    "not-yet",
    WARNING,
    "'{key}' is read, but does nothing yet",
    """The language has it, and a later version of svcgen will act on it. Until then the service runs as
if it were not there.

What to do: nothing; or remove it.

Bad:   limits: {requests: 100/min}
Good:  limits: {requests: 100/min}   (works in a later version)
""",
)
