"""Codes for names that two things would have."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR

NAME_CLASH = Code(
    "name-clash",
    ERROR,
    "the name '{name}' is taken {where}",
    """Two things would have one name in the emitted code, or names that differ in case alone, which some
file systems and readers take for one. Names are compared folded (NFKC, case).

What to do: rename one of the two.

Bad:   entities: {Order: ..., ORDER: ...}
Good:  entities: {Order: ..., Reorder: ...}
""",
)

TABLE_CLASH = Code(
    "table-clash",
    ERROR,
    "the table '{name}' is taken",
    """Two entities, or an entity and the link table of a many-to-many relation, would be kept in one
table.

What to do: give one of them another `table`, or another `plural`.

Bad:   Author: {plural: people}  Editor: {plural: people}
Good:  Author: {plural: authors} Editor: {plural: editors}
""",
)

COLUMN_CLASH = Code(
    "column-clash",
    ERROR,
    "the column '{name}' is taken {where}",
    """Two fields of an entity would be kept in one column.

What to do: give one of them another `column`.

Bad:   a: {type: int, column: x}   b: {type: int, column: x}
Good:  a: {type: int, column: x}   b: int
""",
)

INDEX_CLASH = Code(
    "index-clash",
    ERROR,
    "the index '{name}' is taken",
    """Names of indexes are unique in a database. They are made of the table and its columns.

What to do: remove the index that stands twice.

Bad:   title: {type: string, index: true}  indexes: [[title]]
Good:  title: {type: string, index: true}
""",
)

ROUTE_CLASH = Code(
    "route-clash",
    ERROR,
    "the route '{name}' is taken",
    """Two routes of one method have the same shape; parameters of different names do not tell them
apart.

What to do: change the path of one of them.

Bad:   GET /orders/{id} and GET /orders/{number}
Good:  GET /orders/{id} and GET /orders/by-number/{number}
""",
)

HIDDEN_ROUTE = Code(
    "hidden-route",
    ERROR,
    "the route '{name}' and '{other}' stand in each other's way",
    """A parameter fits every word, so routes with fixed words are tried first. Two files of routes that
each have one that hides one of the other's cannot be put in any order.

What to do: change one of the paths, for example by a hyphen.

Bad:   orders: GET /orders/{id}    search: GET /orders/search, GET /{kind}/{text}
Good:  orders: GET /orders/{id}    search: GET /orders/search, GET /search/{kind}/{text}
""",
)

TOPIC_CLASH = Code(
    "topic-clash",
    ERROR,
    "the topic '{name}' is taken",
    """A topic tells which message it is; two messages of one exchange cannot share it.

What to do: give one of them a topic of its own.

Bad:   A: {topic: order.placed}   B: {topic: order.placed}
Good:  A: {topic: order.placed}   B: {topic: order.paid}
""",
)

QUEUE_CLASH = Code(
    "queue-clash",
    ERROR,
    "the queue '{name}' {problem}",
    """Every handler has a queue of its own name, with queues ending in .dead and .retry beside it.
Handlers share a queue only when they name the same one.

What to do: choose a name that no handler has.

Bad:   a: {message: X, queue: b}   b: {message: Y}
Good:  a: {message: X, queue: shared}   b: {message: Y, queue: shared}
""",
)

PACKAGE_ID_CLASH = Code(
    "package-id-clash",
    ERROR,
    "the package id {name} is taken",
    """Packages and pushes share one set of numbers, and each number means one of them for ever.

What to do: take a free number: `svcgen add pkg-id NAME` finds one.

Bad:   packages: {A: 1, B: 1}
Good:  packages: {A: 1, B: 2}
""",
)

NAME_TOO_LONG = Code(
    "name-too-long",
    ERROR,
    "the {what} '{name}' is longer than 63 bytes",
    """PostgreSQL cuts names off after 63 bytes, so that two of them may become one.

What to do: give the table a shorter name by `table`, or the field by `column`.

Bad:   unique: [[a_very_long_name, another_very_long_name, and_one_more]]
Good:  table: short
""",
)

IMPORT_CLASH = Code(
    "import-clash",
    ERROR,
    "two modules would give the name '{name}'",
    """The emitted modules import providers and interceptors by name; two of one name cannot stand in one
module.

What to do: rename one of them in your code.

Bad:   a: {type: "shop.a:Client"}  b: {type: "shop.b:Client"}
Good:  a: {type: "shop.a:Client"}  b: {type: "shop.b:PriceClient"}
""",
)

REPEATED_ENTRY = Code(
    "repeated-entry",
    ERROR,
    "'{name}' stands twice in this list",
    """What stands twice in a list is a slip of the pen, and would break what is made of it.

What to do: remove one of the two.

Bad:   filters: [name, name]
Good:  filters: [name]
""",
)
