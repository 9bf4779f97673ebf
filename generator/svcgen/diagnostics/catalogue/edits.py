"""Codes for edits of a spec that were not made (`svcgen add`, `rename`, `remove`): they point at no line."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR

ALREADY_THERE = Code(
    "already-there",
    ERROR,
    "'{name}' is there already",
    """What was to be added, or the new name of what was to be renamed, stands in the spec already.

What to do: choose another name, or edit what is there.

Bad:   svcgen add entity Author        (where Author is an entity)
Good:  svcgen add field Author born date
""",
)

EDIT_FAILED = Code(
    "edit-failed",
    ERROR,
    "the edit would also change '{path}'",
    """An edit is read back before it is written; this one would have changed more than it was asked to,
or the file would not have been YAML any more. Nothing was written.

What to do: make the edit by hand, or write that part of the spec in a simpler form.
""",
)

ID_TAKEN = Code(
    "id-taken",
    ERROR,
    "the package id {id} was given before",
    """An id of a package or push is never reused, also not one of a package that is gone or stands on
another branch.

What to do: leave `--id` out; the id is then allocated.

Bad:   svcgen add pkg-id GET_BOOKS --id 3        (where 3 was CREATE_AUTHOR)
Good:  svcgen add pkg-id GET_BOOKS
""",
)

IN_THE_WAY = Code(
    "form-in-the-way",
    ERROR,
    "'{path}' is written in a form that cannot take more",
    """Something stands where a mapping or a list is needed, so nothing can be added below it.

What to do: write its long form first.

Bad:   born: date        and then an edit that adds `description` to it
Good:  born: {type: date}
""",
)

NO_ID_LEFT = Code(
    "no-id-left",
    ERROR,
    "every package id is taken",
    """All ids from 1024 to 65535 were given to packages and pushes, be they still there or not.

What to do: choose a number below 1024 that was never used, with `--id`.
""",
)

SHARED_BY_ALIAS = Code(
    "shared-by-alias",
    ERROR,
    "'{path}' is an alias of another part",
    """What an alias (`*name`) repeats stands elsewhere; an edit there would change both places.

What to do: write the part out where it is to differ.
""",
)

UNKNOWN_NODE = Code(
    "unknown-node",
    ERROR,
    "there is no {kind} '{name}'",
    """What was to be renamed or removed does not stand in the spec.

What to do: look at `svcgen list entities` (commands, handlers, schedules, packages) and mind the case.
""",
)

DERIVED_NODE = Code(
    "derived-node",
    ERROR,
    "{kind} '{name}' follows from '{source}'",
    """A command that an entity's operation or a package stands for has no place of its own in the spec, so
it cannot be renamed or removed by itself.

What to do: rename or remove what it follows from.

Bad:   svcgen rename command create_author create_writer
Good:  svcgen rename entity Author Writer
""",
)

STILL_REFERRED_TO = Code(
    "still-referred-to",
    ERROR,
    "'{name}' is still referred to",
    """Other parts of the spec name what was to be removed; each place is listed.

What to do: change those places first, or remove them too with `--cascade`.
""",
)

NAME_ON_THE_WIRE = Code(
    "name-on-the-wire",
    ERROR,
    "the name of {kind} '{name}' is what its clients know it by",
    """The name of a field is its key in JSON and a role's name stands in tokens: there is no other word for
them that could be kept, so renaming one changes what travels.

What to do: say so with `--wire`, and change the clients with it.

Good:  svcgen rename field Author.born birthday --wire
""",
)

NOT_IN_STEP = Code(
    "not-in-step",
    ERROR,
    "the tree has conflicts that wait",
    """A rename maps what svcgen wrote and what you wrote from the old names to the new ones. Where a conflict
waits, it is not known which is which.

What to do: resolve the conflicts (`svcgen status` lists them), run `svcgen generate`, then rename.
""",
)

RENAMED_BY_HAND = Code(
    "renamed-by-hand",
    ERROR,
    "'{old}' is gone and '{new}' looks like it",
    """A part of the spec is gone, and one like it is there under another name. If it was renamed, its files
and your edits in them are to be carried over; if it is another one, the old code is to go. Nothing
was written.

What to do: run the rename that the message shows, or say that it is new.

Good:  svcgen rename entity Author Writer
Good:  svcgen generate --as-new
""",
)
