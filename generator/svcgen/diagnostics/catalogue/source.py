"""Codes for what cannot be read: files, encodings, and YAML that is not well formed or not safe."""

from svcgen.diagnostics.code import Code
from svcgen.diagnostics.diagnostic import ERROR, WARNING

MISSING_FILE = Code(
    "missing-file",
    ERROR,
    "there is no file '{path}'",
    """The spec was looked for where it is not.

What to do: give the path of the spec, or run the command in the folder that holds it (`-C DIR`).

Bad:   svcgen validate servce.yaml
Good:  svcgen validate service.yaml
""",
)

UNREADABLE_FILE = Code(
    "unreadable-file",
    ERROR,
    "cannot read '{path}': {reason}",
    """The system refused to give the file: its permissions, or it is a device, a pipe or a socket.

What to do: make it an ordinary file that you may read.

Bad:   chmod 000 service.yaml
Good:  chmod 644 service.yaml
""",
)

EMPTY_FOLDER = Code(
    "empty-folder",
    ERROR,
    "the folder '{path}' holds no .yaml file",
    """A spec may be a folder of files; svcgen reads every `*.yaml` and `*.yml` directly in it.

What to do: name the folder that holds the spec's files.

Bad:   svcgen validate .        (where the files stand in ./spec)
Good:  svcgen validate spec
""",
)

EMPTY_SPEC = Code(
    "empty-spec",
    ERROR,
    "the file holds no spec",
    """The file is empty, or holds only comments.

What to do: begin with the version of the language and the service's name.

Bad:   # to be written
Good:  svcgen: 1
       service: {name: bookshop}
""",
)

FILE_TOO_LARGE = Code(
    "file-too-large",
    ERROR,
    "the file is larger than {limit} bytes",
    """A spec is written by people; more than 5 MiB in one file is a mistake or an attack.

What to do: check that this is the spec, or spread it over a folder of files.

Bad:   spec.yaml of 12 MB
Good:  spec/entities.yaml, spec/messages.yaml, ...
""",
)

BAD_ENCODING = Code(
    "bad-encoding",
    ERROR,
    "the file is not UTF-8 text: {reason}",
    """A spec is UTF-8 (a byte order mark at its beginning is allowed). UTF-16 and binary are not read.

What to do: save the file as UTF-8.

Bad:   a file saved as "Unicode" (UTF-16) or Latin-1
Good:  a file saved as UTF-8
""",
)

CONTROL_CHARACTER = Code(
    "control-character",
    ERROR,
    "the character {character} may not stand in a spec as it is",
    """Control characters and the line separators U+0085, U+2028 and U+2029 are invisible, and
programs disagree about the lines that they end.

What to do: remove it, or write it as an escape in double quotes.

Bad:   description: one<U+2028>two
Good:  description: "one\\u2028two"
""",
)

YAML_SYNTAX = Code(
    "yaml-syntax",
    ERROR,
    "this is not YAML: {problem}",
    """The file could not be read further from here on, so later faults in it are not known yet.

What to do: look at the line and at the one before it: indentation, a missing `:`, an open quote.

Bad:   service: {name: bookshop
Good:  service: {name: bookshop}
""",
)

MERGE_CONFLICT = Code(
    "merge-conflict",
    ERROR,
    "git left a conflict here: {ours} says one thing, {theirs} another",
    """Two branches changed the same lines, and which of them is meant only you can say. Everything that
follows from the spec is brought in step by `svcgen generate` once the spec is whole again.

What to do: keep the lines that are meant, often those of both, and delete the three lines of markers.

Bad:   <<<<<<< HEAD
         A: 1
       =======
         B: 2
       >>>>>>> feature
Good:    A: 1
         B: 2
""",
)

YAML_TAB = Code(
    "yaml-tab",
    ERROR,
    "a tab cannot indent YAML",
    """YAML allows spaces only at the beginning of a line.

What to do: replace the tab by spaces; two for each level.

Bad:   service:
       <tab>name: bookshop
Good:  service:
         name: bookshop
""",
)

YAML_FLOW_BRACKET = Code(
    "yaml-flow-bracket",
    ERROR,
    "'{character}' cannot stand in an unquoted value inside {{...}} or [...]",
    """Inside `{...}` and `[...]`, the characters `[`, `]`, `{`, `}` and `,` end an unquoted value.

What to do: quote the value, or write the mapping over several lines.

Bad:   http: {method: GET, path: /books/{book_id}}
Good:  http: {method: GET, path: "/books/{book_id}"}
""",
)

YAML_TOO_DEEP = Code(
    "yaml-too-deep",
    ERROR,
    "more than {limit} levels of nesting",
    """No spec nests so deep; the limit keeps a hostile file from exhausting the program.

What to do: close the brackets that were left open.

Bad:   [[[[[[[[ ...
Good:  indexes: [[author, title]]
""",
)

YAML_TOO_MANY_NODES = Code(
    "yaml-too-many-nodes",
    ERROR,
    "the file has more than {limit} YAML events",
    """The limit keeps a hostile file from exhausting the program. An event is a value, or the
beginning or end of a mapping or list; 1,000 entities have about 100,000.

What to do: spread the spec over a folder of files.

Bad:   one file with 3,000 entities
Good:  spec/books.yaml, spec/orders.yaml, ...
""",
)

YAML_TOO_MANY_FAULTS = Code(
    "yaml-too-many-faults",
    ERROR,
    "more than {limit} faults: the rest of the file was not read",
    """Nobody corrects so many faults one by one; the file is probably no spec at all.

What to do: check that the right file was named, and correct the first faults.

Bad:   svcgen validate log.txt
Good:  svcgen validate service.yaml
""",
)

YAML_ALIAS = Code(
    "yaml-alias",
    ERROR,
    "the alias '*{name}' {reason}",
    """An alias repeats what an anchor (`&name`) marked. A few short ones are fine; what they
repeat is counted, since nested aliases make a small file huge.

What to do: write the anchor before the alias, not around it, or write the repeated part out.

Bad:   a: &a [*a]
Good:  a: &a [string]
       b: *a
""",
)

YAML_MERGE_KEY = Code(
    "yaml-merge-key",
    ERROR,
    "merge keys ('<<') are not read",
    """`<<: *base` is no part of YAML 1.2, and hides where a key comes from.

What to do: write the keys out, or use an embedded object.

Bad:   <<: *base
Good:  name: string
""",
)

YAML_TAG = Code(
    "yaml-tag",
    ERROR,
    "the tag '{tag}' is not read",
    """A tag (`!something`) asks a program to build an object. A spec holds plain values only.

What to do: remove the tag; quote the value when text is meant.

Bad:   version: !!str 1
Good:  version: "1"
""",
)

YAML_SEVERAL_DOCUMENTS = Code(
    "yaml-several-documents",
    ERROR,
    "a second document begins here",
    """A file holds one document; what follows a second `---` would be lost.

What to do: remove the `---`, or put the parts into files of one folder.

Bad:   svcgen: 1
       ---
       entities: {}
Good:  svcgen: 1
       entities: {}
""",
)

DUPLICATE_KEY = Code(
    "duplicate-key",
    ERROR,
    "the key '{key}' is written twice",
    """Most YAML readers keep the last of two equal keys and drop the first without a word.

What to do: rename one, or bring the two together.

Bad:   fields: {name: string, name: text}
Good:  fields: {name: string, note: text}
""",
)

BAD_KEY = Code(
    "bad-key",
    ERROR,
    "a key is {found}; a name is expected",
    """Keys are names or whole numbers. Mappings, lists, fractions and nothing at all are no keys.

What to do: write a name; quote it when it looks like something else.

Bad:   ? [a, b]
       : 1
Good:  a: 1
""",
)

BAD_NUMBER = Code(
    "bad-number",
    ERROR,
    "the number '{number}' cannot be kept exactly",
    """Infinity, not-a-number and numbers of very many digits do not survive JSON.

What to do: write a finite number, or quote it when text is meant.

Bad:   default: .inf
Good:  default: 1000000
""",
)

LEADING_ZERO = Code(
    "leading-zero",
    WARNING,
    "'{number}' is read as {value}; quote it when its zeros matter",
    """YAML 1.1 read 014 as twelve (octal); YAML 1.2, which svcgen follows, reads fourteen.

What to do: drop the zeros, or quote the value when text is meant.

Bad:   default: 014
Good:  default: "014"
""",
)

NO_C_PARSER = Code(
    "no-c-parser",
    ERROR,
    "PyYAML was installed without libyaml, and its other parser cannot read specs",
    """PyYAML's parser in Python refuses YAML that is right, such as `{a: date?, b: int}`.

What to do: install a PyYAML wheel, or libyaml's headers before building it.

Bad:   PyYAML built from source without libyaml
Good:  pip install --only-binary :all: --force-reinstall pyyaml
""",
)
