"""Where lines come from: every line of an emitted tree in the spec, and lines of the spec in the tree."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pytest

from svcgen.artifacts.manifest import load_manifest
from svcgen.cli.why_schema import where_schema, why_schema
from svcgen.operations.why import NoSuchPlace, Provenance, open_provenance
from svcgen.workspace import find_workspace
from tests.behaviour.cli_support import svcgen
from tests.behaviour.example_trees import EXAMPLES, NAMES, copy_example, is_left

ROOT = Path(__file__).parents[2]
MODEL = "src/authors/contract/models/author.py"
COMMAND = "src/authors/commands/create_author.py"


@contextmanager
def asked(root: Path) -> Iterator[Provenance]:
    """The provenance of a tree."""
    with open_provenance(find_workspace(root)) as provenance:
        yield provenance


def line_of(path: Path, text: str) -> int:
    """The number of the first line that holds a text."""
    lines = path.read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


@pytest.fixture
def authors(tmp_path: Path) -> Path:
    """A copy of the example of authors."""
    return copy_example("authors", tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_a_tree_resolves(name: str) -> None:
    """Each line is the generator's, with its spec node and template, or said to be the owner's."""
    root = EXAMPLES / name
    rows = load_manifest((root / ".svcgen/manifest").read_text("utf-8"))
    files = [p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()]
    total = told = 0
    with asked(root) as provenance:
        for path in files:
            if is_left(path):
                continue
            for traced in provenance.trace(path):
                where = f"{path}:{traced.line}"
                if path in rows:
                    assert traced.spec, where
                    assert all(at.file and at.line for at in traced.spec), where
                    assert traced.author in ("generator", "owner"), where
                    assert bool(traced.template) == (traced.author == "generator")
                    total += traced.author == "generator"
                    told += traced.lines is not None
                elif path.startswith(".svcgen/base/"):
                    assert traced.spec, where
                else:
                    state = "record" if path.startswith(".svcgen/") else "owner"
                    assert traced.author == state, where
    assert total > 5000
    assert told / total > 0.97


def test_what_follows_from_a_field_leads_back_to_it() -> None:
    """A field's line names its column, its place in every schema and in the client, and each names the field."""
    root = EXAMPLES / "authors"
    line = line_of(root / "service.yaml", "name: {type: string, max_length: 200")
    with asked(root) as provenance:
        found = provenance.where("service.yaml", line)
        followed = {(each.file, each.symbol) for each in found.places}
        for each in found.places:
            back = provenance.why(each.file, each.first)
            assert ("service.yaml", line) in {(at.file, at.line) for at in back.spec}
    schemas = "src/authors/contract/schemas/author.py"
    client = "clients/typescript/src/types.ts"
    assert followed >= {
        (MODEL, "Author.name"),
        (schemas, "AuthorCreate.name"),
        (schemas, "AuthorRead.name"),
        (schemas, "AuthorUpdate.name"),
        (client, "AuthorCreate.name"),
        ("src/authors/repositories/author.py", "AuthorRepository.get_by_name"),
    }


@pytest.mark.parametrize(
    ("written", "file", "text", "symbol"),
    [
        ("Genre: [novel", "src/authors/contract/enums.py", "POETRY", "Genre.POETRY"),
        ("list: {roles: [get-authors]", "src/authors/contract/schemas/author.py", "born__ge", "AuthorQuery.born__ge"),
        ("count_authors:", "src/authors/app.py", "http_count_authors.router", "http_count_authors"),
        ("note_author: {message", "src/authors/app.py", "messages_note_author.consumers", "messages_note_author"),
        ("create-author:", "src/authors/contract/roles.py", "CREATE_AUTHOR", "Role.CREATE_AUTHOR"),
        ("GET_STATUS: {id", "clients/typescript/src/ws/calls.ts", "GET_STATUS: { id", "CALLS.GET_STATUS"),
        ("create: {roles: [create-author, admin]", "clients/typescript/src/http/author.ts", "function createAuthor", "createAuthor"),
        ("create: {roles: [create-author, admin]", "tests/test_author.py", "test_create_author_over_http", "test_create_author_over_http"),
        ("name: authors", "src/authors/settings.py", "class Settings", ""),
    ],
)  # fmt: skip
def test_members_registrations_and_client_symbols_have_nodes_of_their_own(
    written: str, file: str, text: str, symbol: str
) -> None:
    """An enum's value, a filter, a router in app.py, a role, a call of the client: each names its own spec line."""
    root = EXAMPLES / "authors"
    spec = root / "service.yaml"
    with asked(root) as provenance:
        traced = provenance.why(file, line_of(root / file, text))
    lines = {at.line for at in traced.spec}
    if symbol:
        assert line_of(spec, written) in lines, traced
        assert symbol == traced.symbol or len(traced.spec) > 1
    else:
        assert line_of(spec, "service:") in lines


def test_an_owners_line_is_said_to_be_the_owners(authors: Path) -> None:
    """A line that the owner wrote is theirs, with the symbol around it; its neighbours stay the generator's."""
    path = authors / COMMAND
    text = path.read_text("utf-8").replace(
        "        author =", "        print(data)\n        author ="
    )
    path.write_text(text, "utf-8")
    at = line_of(path, "print(data)")
    with asked(authors) as provenance:
        mine, theirs = provenance.why(COMMAND, at), provenance.why(COMMAND, at + 1)
    assert (mine.author, mine.template, mine.lines) == ("owner", "", None)
    assert mine.symbol == theirs.symbol == "CreateAuthor"
    assert theirs.author == "generator"
    assert theirs.template == "service/command.py.jinja"
    assert theirs.lines is not None
    source = (ROOT / "templates" / theirs.lines.template).read_text().splitlines()
    assert "{{ line }}" in source[theirs.lines.first - 1]


def test_an_edit_of_a_file_of_the_generator_is_the_owners_line(authors: Path) -> None:
    """In a file that the next run replaces, too, what svcgen did not write is told apart."""
    path = authors / MODEL
    path.write_text(path.read_text("utf-8") + "extra = 1\n", "utf-8")
    with asked(authors) as provenance:
        traced = provenance.trace(MODEL)
    assert traced[-1].author == "owner"
    assert {each.author for each in traced[:-1]} == {"generator"}


def test_a_lost_base_is_rendered_again(authors: Path) -> None:
    """Without the pristine text, a new rendering tells whose a line is; without both it is not known."""
    path = authors / COMMAND
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    (authors / ".svcgen/base" / COMMAND).unlink()
    with asked(authors) as provenance:
        traced = provenance.trace(COMMAND)
    assert [each.author for each in traced].count("owner") == 1
    (authors / "service.yaml").write_text("svcgen: 1\nservice: {name: a}\nnope: 1\n")
    with asked(authors) as provenance:
        assert {each.author for each in provenance.trace(COMMAND)} == {"unknown"}


def test_a_line_without_code_leads_to_the_node_around_it(authors: Path) -> None:
    """A comment, or a key that shows nowhere, stands for the node that it belongs to."""
    spec = authors / "service.yaml"
    text = spec.read_text("utf-8").replace(
        "    timestamps: true\n    fields:\n      name:",
        "    timestamps: true\n    # why\n    fields:\n      name:",
    )
    spec.write_text(text, "utf-8")
    with asked(authors) as provenance:
        found = provenance.where("service.yaml", line_of(spec, "# why"))
        assert provenance.where("service.yaml", 1).places == ()
    assert found.nodes[0].pointer == "/entities/Author"
    assert (MODEL, "Author") in {(each.file, each.symbol) for each in found.places}


def test_reports_follow_their_schemas() -> None:
    """--json of both commands is what schemas/ says, and schemas/ is what the code says."""
    root = EXAMPLES / "authors"
    line = line_of(root / MODEL, "name: str")
    rows = (
        ("why", why_schema(), f"{MODEL}:{line}:5"),
        ("where", where_schema(), f"service.yaml:{line}"),
    )
    for command, schema, place in rows:
        published = json.loads((ROOT / f"schemas/{command}.schema.json").read_text())
        assert published == json.loads(json.dumps(schema))
        done = svcgen(command, place, "--json", cwd=root)
        assert done.returncode == 0, done.stderr
        jsonschema.validate(json.loads(done.stdout), schema)
    told = svcgen("why", str(root / MODEL) + f":{line}", "-C", str(root)).stdout
    assert "Author.name" in told
    assert "/entities/Author/fields/name" in told
    assert "service/contract/_classes.jinja:" in told
    assert "the generator's" in told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("why", "nope.py:3"), "there is no such file"),
        (("why", "Makefile:9000"), "it has"),
        (("why", "Makefile:0"), "it has"),
        (("why", "Makefile"), "is not FILE:LINE"),
        (("why", "../../etc/passwd:1"), "there is no such file"),
        (("where", "nope.yaml:3"), "the spec is service.yaml"),
        (("where", "service.yaml:9000"), "no such line"),
    ],
)
def test_a_place_that_is_not_there_is_wrong_usage(
    words: tuple[str, ...], says: str
) -> None:
    """One line tells what is wrong, and the exit code is 2."""
    done = svcgen(*words, cwd=EXAMPLES / "authors")
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_link_is_not_followed(authors: Path) -> None:
    """A symbolic link out of the tree is no file of it."""
    (authors / "out.py").symlink_to("/etc/hostname")
    with asked(authors) as provenance, pytest.raises(NoSuchPlace):
        provenance.why("out.py", 1)
