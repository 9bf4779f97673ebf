"""Codes for entities: keys, relations, indexes and operations."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR

TWO_KEYS = Code(
    "two-keys",
    ERROR,
    "an entity has one key: {problem}",
    """The key is `id`, made by the service, unless `key` names fields; then there is no other.

What to do: keep one: `id: uuid7|int|bigint`, or `key: field`.

Bad:   Genre: {id: int, key: code}
Good:  Genre: {key: code}
""",
)

KEY_FIELD = Code(
    "key-field",
    ERROR,
    "the field '{name}' cannot be part of a key: {reason}",
    """A key is found, compared and written into addresses: text of a line, whole numbers, uuids, dates,
moments, enums and references do.

What to do: choose another field, or let the service make an `id`.

Bad:   key: price
Good:  key: code
""",
)

KEY_CYCLE = Code(
    "key-cycle",
    ERROR,
    "the keys of {names} lead to each other",
    """A key may be a reference, but has to end in a field of its own somewhere.

What to do: give one of the entities an `id`.

Bad:   A: {key: b, fields: {b: B}}  B: {key: a, fields: {a: A}}
Good:  A: {key: b, fields: {b: B}}  B: {fields: {a: A}}
""",
)

COMPOSITE_REFERENCE = Code(
    "composite-reference",
    ERROR,
    "'{name}' has a key of several fields, and cannot be referred to by one column",
    """A reference is one column that holds the key of another row.

What to do: give the entity an `id` and make the fields `unique` together.

Bad:   Weather: {key: [origin, hour]}   hour: {ref: Weather}
Good:  Weather: {unique: [[origin, hour]]}   hour: {ref: Weather}
""",
)

SET_NULL_WITHOUT_NULL = Code(
    "set-null-without-null",
    ERROR,
    "'on_delete: set_null' needs a field that may be null",
    """When the row referred to is deleted, the column becomes null, so it must be allowed to.

What to do: add `null: true`, or choose restrict or cascade.

Bad:   author: {ref: Author, on_delete: set_null}
Good:  author: {ref: Author, on_delete: set_null, null: true}
""",
)

RELATION_SHAPE = Code(
    "relation-shape",
    ERROR,
    "the many-to-many relation '{name}' cannot be made: {reason}",
    """A many-to-many relation `through` an entity needs one reference of it to each of the two ends; where both
ends are one entity, two, of which the first leads back.

What to do: change the relation as the message says, or leave `through` out.

Bad:   tracks: {many: Track, through: Genre}
Good:  tracks: {many: Track, through: PlaylistTrack}
""",
)

ACROSS_DATABASES = Code(
    "across-databases",
    ERROR,
    "'{name}' is kept in the database '{there}', this entity in '{here}'",
    """No database joins rows of another one or holds references to them.

What to do: keep both in one database, or keep the key in a field of its own type.

Bad:   book: {ref: Book}
Good:  book_id: uuid
""",
)

BAD_INDEX = Code(
    "bad-index",
    ERROR,
    "the field '{name}' cannot be indexed: {reason}",
    """Indexes and unique constraints are kept over columns of values that compare.

What to do: remove the field from the index.

Bad:   tags: {list: string, index: true}
Good:  title: {type: string, index: true}
""",
)

BAD_CHECK = Code(
    "bad-check",
    ERROR,
    "the check cannot be held: {reason}",
    """A check compares two columns of one kind, or a number with a constant.

What to do: compare fields of the same type.

Bad:   checks: {dates: {field: start, op: le, other: 5}}
Good:  checks: {dates: {field: start, op: le, other: end}}
""",
)

FILTER_MISFIT = Code(
    "filter-misfit",
    ERROR,
    "the filter '{name}' does not fit {kind}",
    """Text is searched (contains, starts, ends), what has an order is compared (ge, gt, le, lt), what
may be null is asked for null.

What to do: choose another operator.

Bad:   filters: [price__contains]
Good:  filters: [price__ge]
""",
)

FILTER_TAKEN = Code(
    "filter-taken",
    ERROR,
    "the query has a parameter '{name}' of its own",
    """Lists have the parameters limit, cursor, total, page, per_page and sort.

What to do: write the operator out.

Bad:   filters: [total]
Good:  filters: [total__eq]
""",
)

SORT_MISFIT = Code(
    "sort-misfit",
    ERROR,
    "rows cannot be sorted by '{name}': {reason}",
    """Pages need a total order: values that compare.

What to do: sort by another field.

Bad:   sort: [tags]
Good:  sort: [title]
""",
)

READ_ONLY_DATABASE = Code(
    "read-only-database",
    ERROR,
    "the database '{name}' is read only, and '{operation}' writes",
    """Nothing is written into a database that is declared read only.

What to do: remove the operation, or `read_only`.

Bad:   databases: {main: {}, reports: {read_only: true}}   operations: {create: {}}
Good:  operations: {list: {}, get: {}}
""",
)

NOTHING_TO_CHANGE = Code(
    "nothing-to-change",
    ERROR,
    "'{name}' has no field that a caller may change",
    """All fields are keys, read-only, immutable or computed, so an update would have nothing to do.

What to do: remove the operation, or let a field be changed.

Bad:   fields: {name: {type: string, immutable: true}}   operations: {update: {}}
Good:  fields: {name: string}   operations: {update: {}}
""",
)
