"""Codes for fields: their types, constraints and defaults."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR, WARNING

WITHOUT_EFFECT = Code(
    "without-effect",
    WARNING,
    "'{key}' has no effect here: {reason}",
    """The key is known, but means nothing at this place. Nothing that is written is ignored silently.

What to do: remove it, or move it where it means something.

Bad:   input: {name: {type: string, unique: true}}
Good:  entities: {Author: {fields: {name: {type: string, unique: true}}}}
""",
)

CONSTRAINT_MISFIT = Code(
    "constraint-misfit",
    ERROR,
    "'{key}' does not fit {kind}",
    """Lengths and patterns are for text, bounds for numbers, digits and places for decimals, max and
accept for files. On other types they could not be held.

What to do: remove the constraint, or choose another type.

Bad:   done: {type: bool, max_length: 5}
Good:  title: {type: string, max_length: 5}
""",
)

CONSTRAINT_CONFLICT = Code(
    "constraint-conflict",
    ERROR,
    "no value satisfies both {first} and {second}",
    """The constraints of a field contradict each other, so nothing could ever be stored.

What to do: correct one of the two.

Bad:   age: {type: int, ge: 10, le: 5}
Good:  age: {type: int, ge: 5, le: 10}
""",
)

BAD_PATTERN = Code(
    "bad-pattern",
    ERROR,
    "the pattern is refused: {reason}",
    """Patterns run in the regular expression engine of Rust in the service and of JavaScript in clients;
it has no look-around and no back references, and so never hangs on a hostile text.

What to do: write it without look-around and back references.

Bad:   pattern: "(?=a)b"
Good:  pattern: "[a-z]{2,5}"
""",
)

BAD_DEFAULT = Code(
    "bad-default",
    ERROR,
    "the default does not fit: {reason}",
    """A default is taken as it stands when the field is absent, so it must be a value of the field.

What to do: correct the default or the type.

Bad:   quantity: {type: int, default: many}
Good:  quantity: {type: int, default: 1}
""",
)

BAD_EXAMPLE = Code(
    "bad-example",
    ERROR,
    "the example does not fit: {reason}",
    """Examples stand in the documentation and in the emitted tests, so they must be values of the field.

What to do: correct the example.

Bad:   id: {type: uuid, examples: [abc]}
Good:  id: {type: uuid, examples: ["0190f3c8-0000-7000-8000-000000000000"]}
""",
)

BAD_CHOICE = Code(
    "bad-choice",
    ERROR,
    "the choice does not fit: {reason}",
    """The values that `enum` allows must be values of the type.

What to do: correct the value or the type.

Bad:   size: {type: int, enum: [small]}
Good:  size: {type: string, enum: [small]}
""",
)

ABSENT_WITHOUT_DEFAULT = Code(
    "absent-without-default",
    ERROR,
    "the field '{name}' may be absent, but then has no value",
    """A row has a value in every column: what may be absent needs a default, or may be null.

What to do: add `default`, or `null: true`.

Bad:   note: {type: string, required: false}
Good:  note: {type: string, required: false, null: true}
""",
)

NEVER_USED = Code(
    "never-used",
    ERROR,
    "the field '{name}' is neither taken in nor given out",
    """`write_only` and `read_only` together leave nothing.

What to do: remove one of them; what must never be given out is `sensitive`.

Bad:   secret: {type: string, write_only: true, read_only: true}
Good:  secret: {type: string, sensitive: true}
""",
)

NEVER_FILLED = Code(
    "never-filled",
    WARNING,
    "a create leaves the field '{name}' empty, and it may not be null",
    """The field is read-only and has no default, so the command that creates the row has to fill it.

What to do: fill it in the body of the create command, add a default, or let it be null.

Bad:   owner: {type: string, read_only: true}
Good:  owner: {type: string, read_only: true, null: true}
""",
)

FILE_PLACE = Code(
    "file-place",
    ERROR,
    "a file cannot stand in {where}",
    """Files come in over HTTP as the input of a command, in the body of a POST, PUT or PATCH.

What to do: take the file in a command with such a route, and keep its bytes or its address.

Bad:   entities: {Book: {fields: {cover: file}}}
Good:  commands: {upload_cover: {input: {cover: file}, http: POST /covers}}
""",
)

MANY_PLACE = Code(
    "many-place",
    ERROR,
    "`many` cannot stand in {where}",
    """A many-to-many relation joins two entities; it stands directly among the fields of one.

What to do: use a list of keys instead: [uuid].

Bad:   input: {genres: {many: Genre}}
Good:  input: {genres: [uuid]}
""",
)

ENUM_VALUES = Code(
    "enum-values",
    ERROR,
    "the value {value} of the enum {problem}",
    """The values of an enum are all text or all whole numbers, and no two are equal.

What to do: correct the value, or say `type: int`.

Bad:   members: {low: 1, high: 1}
Good:  members: {low: 1, high: 2}
""",
)
