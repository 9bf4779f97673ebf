"""One case for every code of the catalogue: an example with one edit, and what is said about it.

`python -m tests.support.diagnostic_cases` writes the folders of tests/diagnostics anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from svcgen.diagnostics import order_diagnostics
from svcgen.diagnostics.catalogue import CATALOGUE
from svcgen.diagnostics.text_report import render_text
from svcgen.load import load_spec
from svcgen.validate import validate_spec

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "diagnostics"
MOST = 20
"""Faults printed; of more, the first and the last two."""


class Edit(NamedTuple):
    """An example, a text in it, and what stands there instead."""

    example: str
    old: str
    new: str


def _authors(old: str, new: str) -> Edit:
    return Edit("authors", old, new)


def _tasks(old: str, new: str) -> Edit:
    return Edit("tasks", old, new)


def _flights(old: str, new: str) -> Edit:
    return Edit("flights", old, new)


FIELD = "born: {type: date, null: true, description: The day of birth.}"
NAME = 'name: {type: string, max_length: 200, min_length: 1, unique: true, description: "The name on the cover.", examples: ["Jane Austen"]}'
PRICE = "price: {type: decimal, digits: 10, places: 2, ge: 0}"
COUNT = "http: GET /authors-count"
END = "  AUTHOR_ADDED: {id: 100"
SCHEDULE = '{cron: "*/5 * * * *", description: Keep'
STATUS = "GET_STATUS: {id: 7, public: true"

EDITS: Mapping[str, Edit] = {
    "empty-spec": Edit("", "", "# to be written\n"),
    "not-a-mapping": Edit("", "", "- entities\n"),
    "bad-encoding": Edit("", "", "service: {name: \udcff}\n"),
    "control-character": _authors("a book in the catalogue".capitalize(), "A book\x08"),
    "yaml-syntax": _authors("[novel, poetry, drama, essay]", "[novel, poetry"),
    "merge-conflict": _authors(
        "  WelcomeAuthor: {kind: task",
        "<<<<<<< HEAD\n  AuthorGone: {kind: event}\n=======\n"
        "  AuthorMoved: {kind: event}\n  AuthorBack: {kind: event}\n>>>>>>> feature\n"
        "  WelcomeAuthor: {kind: task",
    ),
    "yaml-tab": _authors("  name: authors", "\tname: authors"),
    "yaml-flow-bracket": _authors(COUNT, "http: {method: GET, path: /a/{b}}"),
    "yaml-alias": _authors(FIELD, "born: *birth"),
    "yaml-merge-key": _authors(FIELD, "<<: {born: date}"),
    "yaml-tag": _authors("svcgen: 1", 'svcgen: !!int "1"'),
    "yaml-several-documents": _authors("messages:\n", "---\nmessages:\n"),
    "duplicate-key": _authors("tags: [string]", "title: text"),
    "bad-key": _authors("tags: [string]", "[a]: string"),
    "bad-number": _authors(
        "genre: {type: Genre, default: novel}", "rank: {type: float, default: .inf}"
    ),
    "leading-zero": _authors("max_length: 300", "max_length: 0300"),
    "unknown-key": _authors("max_length: 300", "max_lenght: 300"),
    "missing-key": _authors("  name: authors\n", ""),
    "wrong-type": _authors("unique: true", "unique: yes"),
    "bad-value": _authors("pages: offset", "pages: ofset"),
    "bad-quantity": _authors("timeout: 30s", "timeout: 30 seconds"),
    "field-shape": _authors(
        "{ref: Author, on_delete: cascade, back: books}", "{ref: Author, type: uuid}"
    ),
    "access-rule": _authors(
        "{any: [delete-author, admin]}", "{any: [admin], owner: title}"
    ),
    "bad-name": _authors("  Book:\n", "  book-shop:\n"),
    "reserved-name": _authors("tags: [string]", "metadata: [string]"),
    "unknown-type": _authors("type: Genre,", "type: Genr,"),
    "unknown-entity": _authors("{ref: Author,", "{ref: Auther,"),
    "unknown-field": _authors(
        "indexes: [[author, title]]", "indexes: [[author, titel]]"
    ),
    "unknown-relation": _authors("include: [author]", "include: [auther]"),
    "unknown-role": _authors(
        "{roles: [update-author], http: true, package",
        "{roles: [udpate-author], http: true, package",
    ),
    "unknown-message": _authors(
        "publishes: [AuthorCreated]", "publishes: [AuthorCreate]"
    ),
    "unknown-push": _authors("pushes: [AUTHOR_ADDED]", "pushes: [AUTHOR_ADED]"),
    "unknown-command": _authors("  note_author: {message", "  note_autor: {message"),
    "unknown-room": _tasks("room: chat, roles", "room: chatt, roles"),
    "unknown-dependency": _authors("uses: [Author]", "uses: [Autor]"),
    "unknown-provider": _authors(
        "messages:\n",
        'providers: {clock: {type: "authors.clock:Clock", needs: [clok]}}\n\nmessages:\n',
    ),
    "unknown-database": _authors("plural: books", "plural: books\n    database: mian"),
    "unknown-interceptor": _authors(
        "messages:\n",
        "interceptors: [settings, databse, publisher, websocket]\n\nmessages:\n",
    ),
    "unknown-operator": _authors("title__contains", "title__contain"),
    "name-clash": _authors("tags: [string]", "author_id: uuid"),
    "table-clash": _authors("plural: books", "plural: books\n    table: authors"),
    "column-clash": _authors("tags: [string]", "tags: {list: string, column: title}"),
    "index-clash": _authors("indexes: [[author, title]]", "indexes: [[title]]"),
    "route-clash": _authors(COUNT, "http: GET /authors"),
    "hidden-route": _authors(
        COUNT,
        'input: {kind: string, name: string}\n    http: [GET /authors/count, "GET /{kind}/{name}"]',
    ),
    "topic-clash": _authors("topic: author.welcome", "topic: author.created"),
    "queue-clash": _authors(
        "{message: AuthorCreated}", "{message: AuthorCreated, queue: welcome_author}"
    ),
    "package-id-clash": _authors("CREATE_AUTHOR: 3", "CREATE_AUTHOR: 2"),
    "name-too-long": _authors(
        "indexes: [[author, title]]",
        "unique: [[author, title, price, genre, created_at, updated_at, version]]",
    ),
    "import-clash": _authors(
        "messages:\n",
        'providers: {one: {type: "authors.one:Clock"}, two: {type: "authors.two:Clock"}}\n\nmessages:\n',
    ),
    "repeated-entry": _authors(
        "filters: [name, name__contains,", "filters: [name, name,"
    ),
    "without-effect": _authors(
        "{author_id: uuid, name: string}\n    publishes",
        "{author_id: uuid, name: {type: string, unique: true}}\n    publishes",
    ),
    "constraint-misfit": _authors(
        "{type: date, null: true,", "{type: date, max_length: 5, null: true,"
    ),
    "constraint-conflict": _authors("min_length: 1,", "min_length: 300,"),
    "bad-pattern": _authors("max_length: 300", 'max_length: 300, pattern: "(?=a)b"'),
    "bad-default": _authors("default: novel", "default: novella"),
    "bad-example": _authors('examples: ["Jane Austen"]', "examples: [1]"),
    "bad-choice": _authors("max_length: 300", "max_length: 300, enum: [5]"),
    "absent-without-default": _authors(
        "max_length: 300", "max_length: 300, required: false"
    ),
    "never-used": _authors(
        "max_length: 300", "max_length: 300, write_only: true, read_only: true"
    ),
    "never-filled": _authors("max_length: 300", "max_length: 300, read_only: true"),
    "file-place": _authors("tags: [string]", "cover: file"),
    "many-place": _authors(
        "input: {author: Author}", "input: {author: Author, books: {many: Book}}"
    ),
    "enum-values": _authors(
        "[novel, poetry, drama, essay]", "{members: {novel: n, novella: n}}"
    ),
    "two-keys": _flights("    key: carrier\n", "    key: carrier\n    id: int\n"),
    "key-field": _flights("key: faa", "key: lat"),
    "key-cycle": _flights(
        "carrier: {type: string, max_length: 2, description: Two letters.}",
        "carrier: Airline",
    ),
    "composite-reference": _flights(
        "distance: int", "distance: int\n      weather: {ref: Weather}"
    ),
    "set-null-without-null": _authors("on_delete: cascade", "on_delete: set_null"),
    "relation-shape": _authors(
        "tags: [string]", "sequels: {many: Book, through: Author}"
    ),
    "across-databases": _authors(
        "entities:\n  Author:\n",
        "databases: {main: {}, people: {}}\n\nentities:\n  Author:\n    database: people\n",
    ),
    "bad-index": _authors("tags: [string]", "tags: {list: string, index: true}"),
    "bad-check": _authors(
        "indexes: [[author, title]]",
        "checks: {cheap: {field: title, op: le, other: 5}}",
    ),
    "filter-misfit": _authors("price__lt", "price__contains"),
    "filter-taken": _authors(
        "entities:\n",
        "entities:\n  Meter: {plural: meters, fields: {limit: int}, operations: {list: {http: true, filters: [limit]}}}\n",
    ),
    "sort-misfit": _authors("sort: [title, price]", "sort: [title, tags]"),
    "read-only-database": _authors(
        "messages:\n", "databases: {main: {read_only: true}}\n\nmessages:\n"
    ),
    "nothing-to-change": _authors(
        f"{NAME}\n      {FIELD}",
        NAME.replace("unique: true", "unique: true, immutable: true"),
    ),
    "two-access-rules": _authors(
        "create: {roles: [create-author], http",
        "create: {roles: [create-author], public: true, http",
    ),
    "no-roles": _authors("replace: {roles: [update-author]", "replace: {roles: []"),
    "owner-place": _authors(
        "create: {roles: [create-author], http", "create: {roles: {owner: title}, http"
    ),
    "owner-field": _authors("{any: [delete-author, admin]}", "{owner: price}"),
    "output-shape": _authors(
        "output: {count: int}", "output: {list: Author, page: Author}"
    ),
    "bad-output": _authors("output: {count: int}", "output: {page: int}"),
    "bad-path": _authors(COUNT, "http: GET /authors-count/"),
    "path-field": _authors(COUNT, 'http: "GET /authors-count/{genre}"'),
    "query-field": _tasks(
        "http: POST /tasks/hello",
        "http: {method: POST, path: /tasks/hello, query: [text]}",
    ),
    "bad-status": _authors(
        "public: true\n    http: GET",
        "public: true\n    errors: {no_authors: 200}\n    http: GET",
    ),
    "untriggered-command": _tasks(
        '  republish_pending: {cron: "* * * * * */5", description: Every five seconds.}',
        "  {}",
    ),
    "error-status-clash": _authors(
        "input: {author: Author}",
        "input: {author: Author}\n    errors: {no_post: 409}\n  send_letter:\n    http: POST /letters\n    errors: {no_post: 410}",
    ),
    "foreign-publish": _authors(
        "topic: author.created,", "topic: author.created, from: people,"
    ),
    "target-operation": _authors(
        SCHEDULE, '{command: list_authors, cron: "*/5 * * * *", description: Keep'
    ),
    "foreign-message": _authors(
        "topic: author.welcome,", "topic: author.welcome, from: authors,"
    ),
    "bad-version": _authors("service:\n", "service:\n  version: v1\n"),
    "task-without-handler": _authors(
        "{message: WelcomeAuthor,", "{command: welcome_author, message: AuthorCreated,"
    ),
    "task-with-handlers": _authors(
        "handlers:\n",
        "handlers:\n  greet: {message: WelcomeAuthor, command: welcome_author}\n",
    ),
    "event-without-handler": _authors("  note_author: {message: AuthorCreated}\n", ""),
    "unpublished-message": _authors("publishes: [AuthorCreated], ", ""),
    "handler-source": _authors("{message: AuthorCreated}", "{message: {}}"),
    "missing-input": _authors(
        "fields: {author_id: uuid, name: string}}\n  Welcome",
        "fields: {author_id: uuid, title: string}}\n  Welcome",
    ),
    "bad-argument": _authors(
        "{message: AuthorCreated}", "{message: AuthorCreated, map: {name: 5}}"
    ),
    "bad-duration": _authors("timeout: 30s", "timeout: 0s"),
    "schedule-clock": _authors(SCHEDULE, "{description: Keep"),
    "bad-cron": _authors('"*/5 * * * *"', '"61 * * * *"'),
    "bad-timezone": _authors(
        '"*/5 * * * *",', '"*/5 * * * *", timezone: Europe/Berln,'
    ),
    "package-without-id": _authors("  DELETE_AUTHOR: 6\n", ""),
    "bad-package-id": _authors(
        "package: DELETE_AUTHOR}", "package: {name: REMOVE_AUTHOR, id: 70000}}"
    ),
    "reserved-package-id": _authors(
        "packages:\n", "reserved_packages: [6]\n\npackages:\n"
    ),
    "bad-range": _authors("packages:\n", "reserved_packages: [9-8]\n\npackages:\n"),
    "unbound-package": _authors("packages:\n", "packages:\n  GET_WEATHER: 8\n"),
    "package-bound-twice": _authors("package: GET_AUTHOR}", "package: GET_AUTHORS}"),
    "package-rules": _authors(
        "DELETE_AUTHOR: 6", "DELETE_AUTHOR: {id: 6, roles: [admin]}"
    ),
    "push-room-key": _tasks(
        "fields: {room_id: string, author: string, content: string}",
        "fields: {author: string, content: string}",
    ),
    "room-key": _tasks("key: {room_id: string}", "key: {room_id: json}"),
    "closed-room": _tasks("rooms:\n", "rooms:\n  backstage: {}\n"),
    "socket-parameter": _tasks('"/chat/{room_id}"', '"/chat/{room}"'),
    "unused-push": _authors(", pushes: [AUTHOR_ADDED]", ""),
    "foreign-module": _authors(
        "messages:\n",
        'providers: {clock: {type: "timekeeping.clock:Clock"}}\n\nmessages:\n',
    ),
    "bad-module": _authors(
        "messages:\n", 'providers: {clock: {type: "author.clock:Clock"}}\n\nmessages:\n'
    ),
    "provider-source": _authors(
        "messages:\n",
        'providers: {clock: {type: "authors.clock:Clock", value: "authors.clock:clock", factory: "authors.clock:make"}}\n\nmessages:\n',
    ),
    "provider-cycle": _authors(
        "messages:\n",
        'providers: {clock: {type: "authors.clock:Clock", needs: [clock]}}\n\nmessages:\n',
    ),
    "provider-phase": _authors(
        "messages:\n",
        'providers: {clock: {type: "authors.clock:Clock", phase: before, needs: [zone]}, zone: {type: "authors.clock:Zone"}}\n\nmessages:\n',
    ),
    "interceptor-order": _authors(
        "messages:\n",
        "interceptors: [settings, publisher, database, websocket]\n\nmessages:\n",
    ),
    "missing-interceptor": _authors(
        "messages:\n", "interceptors: [settings, database, publisher]\n\nmessages:\n"
    ),
    "missing-database": _authors(
        "messages:\n", "databases: {people: {}}\n\nmessages:\n"
    ),
    "bad-service-name": _authors("  name: authors\n", "  name: asyncio\n"),
    "not-yet": _authors("messages:\n", "limits: {requests: 100/min}\n\nmessages:\n"),
}


def _missing(folder: Path) -> None:
    """Nothing is there."""


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "spec.yaml")


def _folder(folder: Path) -> None:
    (folder / "spec.yaml").mkdir()


def _written(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "spec.yaml").write_text(text)

    return write


def _split(one: str, two: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "spec.yaml").mkdir()
        (folder / "spec.yaml" / "a.yaml").write_text(one)
        (folder / "spec.yaml" / "b.yaml").write_text(two)

    return write


HEAD = "svcgen: 1\nservice: {name: authors}\n"
MADE: Mapping[str, Callable[[Path], None]] = {
    "missing-file": _missing,
    "unreadable-file": _pipe,
    "empty-folder": _folder,
    "file-too-large": _written("# " + "x" * (5 * 1024 * 1024)),
    "yaml-too-deep": _written("a: " + "[" * 200 + "]" * 200),
    "yaml-too-many-nodes": _written("a: [" + "1," * 1_000_000 + "1]\n"),
    "yaml-too-many-faults": _written("".join("? [a]\n: 1\n" for _ in range(20_000))),
    "duplicate-entry": _split(HEAD + "enums: {A: [b]}\n", "enums: {A: [c]}\n"),
    "mixed-section": _split(HEAD + "roles: [editor]\n", "roles: {admin: All}\n"),
    "no-c-parser": _written(HEAD),
}
"""Cases that are no edit of an example: what they need is no text of a usual size, or several files."""


def write_spec(code: str, folder: Path) -> None:
    """Write the spec of a code's case into a folder, as spec.yaml."""
    if code in MADE:
        MADE[code](folder)
        return
    edit = EDITS[code]
    text = edit.new
    if edit.example:
        text = (ROOT / "examples" / edit.example / "service.yaml").read_text()
        if edit.old not in text:
            raise ValueError(f"{code}: the example has no {edit.old!r}")
        text = text.replace(edit.old, edit.new, 1)
    (folder / "spec.yaml").write_bytes(text.encode("utf-8", "surrogateescape"))


def report(code: str, folder: Path) -> tuple[str, set[str]]:
    """Read and validate the spec in a folder: what is printed, and the codes that were found."""
    broken = {"yaml._yaml": None} if code == "no-c-parser" else {}
    with chdir(folder), mock.patch.dict("sys.modules", broken):
        loaded = load_spec([Path("spec.yaml")])
        found = list(loaded.diagnostics)
        if loaded.spec is not None:
            found += validate_spec(loaded.spec, loaded.document)
        ordered = order_diagnostics(found)
        shown = ordered if len(ordered) <= MOST else ordered[:2] + ordered[-2:]
        text = render_text(shown, loaded.document.texts)
    return text, {one.code for one in ordered}


def main() -> None:
    """Write every case and what is said about it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for code in sorted(CATALOGUE):
        folder = FOLDER / code
        folder.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as made:
            write_spec(code, Path(made))
            text, codes = report(code, Path(made))
            if code in EDITS:
                shutil.copy(Path(made) / "spec.yaml", folder / "spec.yaml")
        (folder / "expected.txt").write_text(text)
        if code not in codes:
            print(f"{code}: not reported, but {sorted(codes)}")
        elif len(codes) > 1:
            print(f"{code}: also {sorted(codes - {code})}")


if __name__ == "__main__":
    main()
