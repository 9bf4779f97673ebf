"""Codes for the form of a spec: keys, types and values, one node at a time."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR

UNKNOWN_KEY = Code(
    "unknown-key",
    ERROR,
    "unknown key '{key}'{where}",
    """A key that the language does not have at this place. Nothing is ignored silently, since a
misspelt `roles` would make something public.

What to do: correct the key; the editor completes keys from the spec's JSON Schema.

Bad:   fields: {name: {type: string, max_lenght: 20}}
Good:  fields: {name: {type: string, max_length: 20}}
""",
)

MISSING_KEY = Code(
    "missing-key",
    ERROR,
    "the key '{key}' is missing{where}",
    """A key without which this part means nothing.

What to do: add the key.

Bad:   pushes: {CHAT: {}}            handlers: {send: {}}
Good:  handlers: {send: {message: SendReceipt}}
""",
)

WRONG_TYPE = Code(
    "wrong-type",
    ERROR,
    "{expected} expected{where}, found {found}",
    """A value of another kind than the language has at this place. Values are not converted: the
text "5" is no number, and `yes` is text and not true.

What to do: write the value as the message says.

Bad:   unique: yes
Good:  unique: true
""",
)

BAD_VALUE = Code(
    "bad-value",
    ERROR,
    "bad value{where}: {problem}",
    """A value of the right kind that is not one of those allowed, or is out of bounds.

What to do: choose a value as the message says.

Bad:   overlap: wait
Good:  overlap: queue
""",
)

BAD_QUANTITY = Code(
    "bad-quantity",
    ERROR,
    "bad value{where}: {problem}",
    """A duration, a size or a rate that cannot be read.

What to do: write a number and a unit without a sign between them.

Bad:   timeout: 30 seconds
Good:  timeout: 30s      body: 1MiB      requests: 100/min
""",
)

FIELD_SHAPE = Code(
    "field-shape",
    ERROR,
    "{problem}",
    """A field is a scalar (`type`), a reference (`ref`), a many-to-many relation (`many`), a list,
a map or an embedded object (`fields`): exactly one of these.

What to do: keep one of the keys.

Bad:   author: {ref: Author, type: uuid}
Good:  author: {ref: Author}
""",
)

ACCESS_RULE = Code(
    "access-rule",
    ERROR,
    "{problem}",
    """Who may is said in exactly one way, so that it cannot be misread.

What to do: keep one of the rules.

Bad:   roles: {any: [editor], owner: created_by}
Good:  roles: {any: [editor, admin]}
""",
)

NOT_A_MAPPING = Code(
    "not-a-mapping",
    ERROR,
    "a spec is a mapping of sections, found {found}",
    """The outermost level of every file of a spec is `section: ...`.

What to do: begin the file with a section.

Bad:   - entities
Good:  entities: {}
""",
)

DUPLICATE_ENTRY = Code(
    "duplicate-entry",
    ERROR,
    "'{key}' is written in two files",
    """A folder of files is one spec; the entries of a section may be spread, but not repeated.

What to do: keep one of the two.

Bad:   spec/a.yaml and spec/b.yaml both have `entities: {Book: ...}`
Good:  only spec/a.yaml has it
""",
)

MIXED_SECTION = Code(
    "mixed-section",
    ERROR,
    "the section '{key}' has another form in another file",
    """A section that is spread over files is a mapping in all of them, or a list in all of them.

What to do: write both in the same form.

Bad:   spec/a.yaml: roles: [editor]      spec/b.yaml: roles: {admin: May do all}
Good:  spec/a.yaml: roles: [editor]      spec/b.yaml: roles: [admin]
""",
)
