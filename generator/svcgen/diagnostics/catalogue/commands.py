"""Codes for commands and their HTTP routes."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR, WARNING

OUTPUT_SHAPE = Code(
    "output-shape",
    ERROR,
    "the output says {found}; exactly one of an entity or type, list, page, stream and fields is needed",
    """What comes back is one thing.

What to do: keep one of the keys, or write the fields below `fields`.

Bad:   output: {list: Order, page: Order}
Good:  output: {page: Order}
""",
)

BAD_OUTPUT = Code(
    "bad-output",
    ERROR,
    "the output cannot be {name}: {reason}",
    """A command gives back an entity, an enum, a scalar, fields, or lists and pages of entities.

What to do: correct the output.

Bad:   output: {page: string}
Good:  output: {page: Order}
""",
)

BAD_PATH = Code(
    "bad-path",
    ERROR,
    "the path '{path}' {reason}",
    """A path is /words/in-lower-case/{parameter}: a slash, then words of letters, digits, - . _ ~, or a
parameter, between slashes; none at its end.

What to do: correct the path.

Bad:   http: GET orders/
Good:  http: GET /orders
""",
)

PATH_FIELD = Code(
    "path-field",
    ERROR,
    "the path parameter '{name}' {reason}",
    """Every {x} of a path is a field of the input: a scalar that is always there.

What to do: add the field to the input, or correct the path.

Bad:   http: "GET /orders/{id}"   input: {number: int}
Good:  http: "GET /orders/{number}"   input: {number: int}
""",
)

QUERY_FIELD = Code(
    "query-field",
    ERROR,
    "the field '{name}' cannot be a query parameter: {reason}",
    """What is not in the path of a GET or DELETE, or is named in `query`, stands in the query: scalars
and lists of them.

What to do: use POST, or another type.

Bad:   http: GET /search   input: {filter: json}
Good:  http: POST /search  input: {filter: json}
""",
)

BAD_STATUS = Code(
    "bad-status",
    ERROR,
    "the status {status} {reason}",
    """Errors have the statuses 400 to 599; a success of 204 or 205 has no body.

What to do: correct the status.

Bad:   errors: {out_of_stock: 200}
Good:  errors: {out_of_stock: 409}
""",
)

UNTRIGGERED_COMMAND = Code(
    "untriggered-command",
    WARNING,
    "nothing triggers the command '{name}'",
    """It has no route and no package, and no handler, schedule or socket names it. Your own code may
still call it.

What to do: add `http`, `package`, a handler or a schedule, or remove it.

Bad:   commands: {tidy_up: {}}
Good:  commands: {tidy_up: {}}   schedules: {tidy_up: {every: 1h}}
""",
)

ERROR_STATUS_CLASH = Code(
    "error-status-clash",
    ERROR,
    "the error '{name}' has the status {status} here and {other} there",
    """An error is known to clients by its code, and means the same everywhere.

What to do: give both the same status, or rename one.

Bad:   a: {errors: {gone: 404}}   b: {errors: {gone: 410}}
Good:  a: {errors: {gone: 410}}   b: {errors: {gone: 410}}
""",
)

FOREIGN_PUBLISH = Code(
    "foreign-publish",
    ERROR,
    "'{name}' is published by another service",
    """A message with `from` belongs to the service that publishes it.

What to do: declare a message of your own.

Bad:   publishes: [UserCreated]
Good:  publishes: [UserNoted]
""",
)

TARGET_OPERATION = Code(
    "target-operation",
    ERROR,
    "'{name}' is an operation of {entity}, and a {what} cannot fill its input",
    """Operations take a key, a query or a whole row from a caller.

What to do: write a command, and let it use the repository by `uses`.

Bad:   schedules: {tidy: {every: 1h, command: delete_order}}
Good:  schedules: {tidy: {every: 1h}}   commands: {tidy: {uses: [Order]}}
""",
)
