"""Branches that both regenerate meet in real git, and one `svcgen generate` heals what is left."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from svcgen.artifacts.ids import load_ids
from svcgen.artifacts.manifest import load_manifest
from svcgen.artifacts.markers import is_marked
from svcgen.operations.branches import generate_met
from svcgen.operations.install_driver import install_driver
from svcgen.pipeline import SpecFaulty
from svcgen.workspace import find_workspace
from tests.behaviour.branch_trees import Repository, make_repository
from tests.behaviour.cli_support import svcgen

COMMAND = "src/shop/commands/create_book.py"
ROUTES = "src/shop/handlers/http/book.py"
BASE = f".svcgen/base/{ROUTES}"
RECORD = {".svcgen/manifest", ".svcgen/lock", ".svcgen/ids"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A service in git, made once."""
    return make_repository(tmp_path_factory.mktemp("branches") / "shop")


@pytest.fixture
def shop(template: Repository, tmp_path: Path) -> Repository:
    """A copy of the service in git."""
    template.git("clone", "-q", str(template.root), str(tmp_path / "shop"))
    return Repository(tmp_path / "shop")


def two_branches(shop: Repository, first: int = 21, second: int = 22) -> None:
    """Make branches a and b, each with an entity and a package of its own; a is checked out."""
    for name, entity, number in (("a", "Author", first), ("b", "Cover", second)):
        shop.branch(name)
        shop.entity(entity, number)
        shop.generate()
        shop.commit(name)
    shop.git("checkout", "-q", "a")


def operation(shop: Repository, line: str) -> None:
    """Add an operation to Book."""
    text = shop.read("spec/book.yaml").rstrip("\n")
    shop.write("spec/book.yaml", f"{text}\n      {line}\n")


def assert_healed(shop: Repository) -> None:
    """Nothing drifted, and another run writes nothing."""
    assert shop.drift() == []
    assert shop.generate().written == ()


def test_two_branches_with_entities_and_packages_merge(shop: Repository) -> None:
    """The record merges by union with no driver; one run heals the rest; both branches' files are listed."""
    two_branches(shop)
    unmerged = shop.merge("b")
    assert unmerged
    assert not RECORD & set(unmerged)
    assert shop.drift() != []
    assert shop.generate().outcome.conflicts == ()
    assert_healed(shop)
    listed = load_manifest(shop.read(".svcgen/manifest"))
    assert {
        f"src/shop/commands/create_{name}.py" for name in ("author", "cover")
    } <= set(listed)
    names = {row.name for row in load_ids(shop.read(".svcgen/ids"))}
    assert names >= {"CREATE_BOOK", "CREATE_AUTHOR", "CREATE_COVER"}
    shop.commit("met")
    assert shop.git("status", "--short") == ""


def test_edits_of_both_branches_stay(shop: Repository) -> None:
    """What each branch wrote into a shared file is there after the merge and one run."""
    two_branches(shop)
    shop.edit(COMMAND, "        book =", '        print("a")\n        book =')
    shop.commit("edit")
    shop.git("checkout", "-q", "b")
    shop.edit(
        "src/shop/commands/create_reader.py",
        "        reader =",
        '        print("b")\n        reader =',
    )
    shop.commit("edit")
    shop.git("checkout", "-q", "a")
    shop.merge("b")
    shop.generate()
    assert_healed(shop)
    assert 'print("a")' in shop.read(COMMAND)
    assert 'print("b")' in shop.read("src/shop/commands/create_reader.py")


def conflicting_bases(shop: Repository) -> None:
    """Merge branches that both changed the base of one file at one place."""
    for name, line in (
        ("a", "get: {public: true, http: true}"),
        ("b", "delete: {roles: [admin], http: true}"),
    ):
        shop.branch(name)
        operation(shop, line)
        shop.generate()
        shop.commit(name)
    shop.git("checkout", "-q", "a")
    unmerged = shop.merge("b")
    assert BASE in unmerged
    for path in unmerged:
        if path.startswith("tests/"):
            shop.write(path, shop.git("show", f"b:{path}"))
    lines = shop.read("spec/book.yaml").split("\n")
    marks = ("<<<<<<<", "=======", ">>>>>>>")
    kept = [line for line in lines if not line.startswith(marks)]
    shop.write("spec/book.yaml", "\n".join(kept))


@pytest.mark.parametrize("when", ["under way", "committed", "committed and gone on"])
def test_a_base_with_markers_is_never_the_base(shop: Repository, when: str) -> None:
    """The base is taken from before the merge, whether git is still at it or the markers were committed."""
    conflicting_bases(shop)
    assert is_marked((shop.root / BASE).read_bytes())
    # the file itself was merged by hand: both routes, and a line of the owner's
    shop.write(ROUTES, shop.git("show", f"b:{ROUTES}") + "\n\n# mine\n")
    if when != "under way":
        shop.commit("met, markers and all")
    if when == "committed and gone on":
        shop.write("notes.txt", "more\n")
        shop.commit("more")
    done = shop.generate()
    assert done.outcome.conflicts == ()
    assert_healed(shop)
    text = shop.read(ROUTES)
    assert "async def get_book" in text
    assert "async def delete_book" in text
    assert text.rstrip().endswith("# mine")
    assert not is_marked((shop.root / BASE).read_bytes())


def test_a_file_with_markers_stays_as_it_is(shop: Repository) -> None:
    """A shared file that git left in conflict is told of and not touched; resolved, it is merged."""
    conflicting_bases(shop)
    before = shop.read(ROUTES)
    assert is_marked(before.encode())
    done = shop.generate()
    assert [each.code for each in done.outcome.conflicts] == ["unparseable"]
    assert shop.read(ROUTES) == before
    shop.write(ROUTES, shop.git("show", f"a:{ROUTES}"))
    assert shop.generate().outcome.conflicts == ()
    assert_healed(shop)
    assert "async def delete_book" in shop.read(ROUTES)


@pytest.mark.parametrize("committed", [False, True])
def test_an_id_that_both_branches_gave_is_settled(
    shop: Repository, committed: bool
) -> None:
    """The first parent's package keeps the id, the other gets a new one, in the spec and on record."""
    two_branches(shop, 21, 21)
    shop.merge("b")
    if committed:
        shop.commit("met")
    met = generate_met(find_workspace(shop.root))
    (settled,) = met.settled
    assert (settled.name, settled.keeper, settled.old) == (
        "CREATE_COVER",
        "CREATE_AUTHOR",
        21,
    )
    assert settled.new >= 1024
    assert "id: 21}" in shop.read("spec/author.yaml")
    assert f"id: {settled.new}}}" in shop.read("spec/cover.yaml")
    rows = load_ids(shop.read(".svcgen/ids"))
    assert {(21, "CREATE_AUTHOR"), (21, "CREATE_COVER")} <= set(rows)
    assert (settled.new, "CREATE_COVER") in rows
    assert_healed(shop)


def test_the_first_parent_keeps_its_id_whatever_its_name(shop: Repository) -> None:
    """Merged the other way round, the other package keeps the id."""
    two_branches(shop, 21, 21)
    shop.git("checkout", "-q", "b")
    shop.merge("a")
    (settled,) = generate_met(find_workspace(shop.root)).settled
    assert (settled.name, settled.keeper) == ("CREATE_AUTHOR", "CREATE_COVER")


def test_the_merge_base_keeps_its_id(shop: Repository) -> None:
    """An id that stood before the branches began stays, though the first parent gave it to another."""
    shop.branch("a")
    shop.entity("Author", 12)
    (shop.root / "spec/reader.yaml").unlink()
    shop.commit("a")
    shop.git("checkout", "-q", "-b", "b", "main")
    shop.edit("spec/reader.yaml", "max_length: 80", "max_length: 90")
    shop.commit("b")
    shop.git("checkout", "-q", "a")
    shop.merge("b")
    shop.git("checkout", "-q", "b", "--", "spec/reader.yaml")
    (settled,) = generate_met(find_workspace(shop.root)).settled
    assert (settled.name, settled.keeper) == ("CREATE_AUTHOR", "CREATE_READER")


def test_a_clash_of_one_author_stays_a_fault(shop: Repository) -> None:
    """Outside a merge, or where one branch alone gave an id twice, nothing is settled."""
    shop.entity("Author", 11)
    with pytest.raises(SpecFaulty):
        generate_met(find_workspace(shop.root))
    shop.git("checkout", "-q", "--", ".")
    (shop.root / "spec/author.yaml").unlink()
    two_branches(shop)
    shop.merge("b")
    shop.entity("Shelf", 21)
    with pytest.raises(SpecFaulty) as fault:
        generate_met(find_workspace(shop.root))
    codes = [each.code for each in fault.value.checked.diagnostics]
    assert codes == ["package-id-clash"]


def test_the_command_line_tells_of_settled_ids(shop: Repository) -> None:
    """`svcgen generate` says who keeps the id; a dry run and check write nothing."""
    two_branches(shop, 21, 21)
    shop.merge("b")
    before = shop.read("spec/cover.yaml")
    assert svcgen("generate", "--dry-run", cwd=shop.root).returncode == 1
    assert svcgen("check", cwd=shop.root).returncode == 1
    assert shop.read("spec/cover.yaml") == before
    done = svcgen("generate", cwd=shop.root)
    assert done.returncode == 0, done.stderr
    assert "CREATE_COVER has the package id" in done.stderr
    assert "CREATE_AUTHOR keeps it" in done.stderr


def test_a_spec_in_conflict_says_so(shop: Repository) -> None:
    """Markers in the spec are one fault for each conflict, with the lines of both branches."""
    for name, title in (("a", "one"), ("b", "two")):
        shop.branch(name)
        shop.edit("spec/service.yaml", "name: shop", f"name: shop, description: {title}")  # fmt: skip
        shop.commit(name)
    shop.git("checkout", "-q", "a")
    assert shop.merge("b") == ["spec/service.yaml"]
    done = svcgen("generate", cwd=shop.root)
    assert done.returncode == 1
    assert "spec/service.yaml:2:1: error[merge-conflict]" in done.stderr + done.stdout
    assert "HEAD has line 3, b has line 5" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_codes_of_errors_that_both_branches_gave_differ(shop: Repository) -> None:
    """Two declared errors that got one code on two branches have two after the merge, and keep them."""
    error = "commands:\n  {}: {{http: POST /{}, public: true, errors: {{{}: 409}}}}\n"
    for name, word in (("a", "sold"), ("b", "lost")):
        shop.branch(name)
        shop.write(f"spec/{word}.yaml", error.format(f"be_{word}", word, word))
        shop.generate()
        shop.commit(name)
    shop.git("checkout", "-q", "a")
    shop.merge("b")
    codes = [row for row in load_ids(shop.read(".svcgen/ids")) if "error:" in row.name]
    assert len({row.id for row in codes}) == 1
    for _ in range(2):
        graph = shop.generate().graph
        given = {each.name: each.status_code for each in graph.errors}
        assert len(set(given.values())) == 2
        assert given["lost"] == codes[0].id
    assert_healed(shop)


def install(shop: Repository) -> None:
    """Set the driver up and commit what it writes."""
    install_driver(find_workspace(shop.root))
    shop.commit("driver")


def test_the_driver_merges_edits_by_symbol(shop: Repository) -> None:
    """Two methods at one place and a comment each: git leaves a conflict, the driver none, and no word is lost."""
    method = '\n    def {0}(self) -> str:\n        """{0}."""\n        return "{0}"\n'

    def branches() -> None:
        for name in "ab":
            shop.branch(name)
            shop.write(COMMAND, shop.read(COMMAND) + method.format(name))
            here = "        book =" if name == "a" else "        return Book"
            shop.edit(COMMAND, here, f'        print("{name}")  # {name}\n{here}')
            shop.commit(name)
        shop.git("checkout", "-q", "a")

    branches()
    assert shop.merge("b") == [COMMAND]
    shop.git("merge", "--abort")
    shop.git("checkout", "-q", "main")
    shop.git("branch", "-D", "a", "b")
    install(shop)
    branches()
    assert shop.merge("b") == []
    text = shop.read(COMMAND)
    for word in ("def a(", "def b(", "# a", "# b"):
        assert text.count(word) == 1, text
    shop.generate()
    assert_healed(shop)


def test_comments_above_are_values_in_the_driver(shop: Repository) -> None:
    """Both changed the comments above one class: whatever comes of it, neither is lost or doubled."""
    install(shop)
    for name in "ab":
        shop.branch(name)
        shop.edit(COMMAND, "class CreateBook", f"# says {name}\nclass CreateBook")
        shop.commit(name)
    shop.git("checkout", "-q", "a")
    unmerged = shop.merge("b")
    text = shop.read(COMMAND)
    assert is_marked(text.encode()) == bool(unmerged)
    assert text.count("# says a") == text.count("# says b") == 1


def test_a_comment_above_what_the_other_took_out_stays(shop: Repository) -> None:
    """A method that one branch took out and the other commented is a conflict, not a loss."""
    install(shop)
    shop.git("checkout", "-q", "-B", "main")
    shop.write(COMMAND, shop.read(COMMAND) + "\n    def extra(self) -> None:\n        pass\n")  # fmt: skip
    shop.commit("extra")
    for name, old, new in (
        ("a", "\n    def extra(self) -> None:\n        pass\n", ""),
        ("b", "    def extra", "    # keep\n    def extra"),
    ):
        shop.branch(name)
        shop.edit(COMMAND, old, new)
        shop.commit(name)
    for here, other in (("a", "b"), ("b", "a")):
        shop.git("checkout", "-q", here)
        assert shop.merge(other) == [COMMAND]
        assert "# keep" in shop.read(COMMAND)
        shop.git("merge", "--abort")


def test_files_of_the_generator_are_no_conflict_with_the_driver(
    shop: Repository,
) -> None:
    """app.py and pristine texts merge without a word; the next run writes them anew."""
    install(shop)
    two_branches(shop)
    assert shop.merge("b") == []
    assert shop.drift() != []
    shop.generate()
    assert_healed(shop)


def test_a_driver_that_fails_leaves_gits_own_merge(shop: Repository) -> None:
    """If svcgen is gone, a conflict has both sides and a clean merge is clean."""
    install(shop)
    driver = shop.git("config", "merge.svcgen.driver")
    program = driver.split(" merge-driver")[0]
    shop.git("config", "merge.svcgen.driver", driver.strip().replace(program, "gone"))
    for name in "ab":
        shop.branch(name)
        shop.edit(COMMAND, "class CreateBook", f"# says {name}\nclass CreateBook")
        shop.commit(name)
    shop.git("checkout", "-q", "a")
    assert shop.merge("b") == [COMMAND]
    text = shop.read(COMMAND)
    assert is_marked(text.encode())
    assert "# says a" in text
    assert "# says b" in text


def test_files_that_svcgen_does_not_know_merge_as_ever(shop: Repository) -> None:
    """An owner's own file below src/ gets git's merge by lines from the driver."""
    shop.write("src/shop/own.txt", "one\ntwo\nthree\n")
    install(shop)
    for name, line in (("a", "one"), ("b", "three")):
        shop.branch(name)
        shop.edit("src/shop/own.txt", line, line.upper())
        shop.commit(name)
    shop.git("checkout", "-q", "a")
    assert shop.merge("b") == []
    assert shop.read("src/shop/own.txt") == "ONE\ntwo\nTHREE\n"


def test_installing_twice_and_taking_out(shop: Repository) -> None:
    """The block stands once, the owner's lines stay byte for byte, and taking it out leaves nothing."""
    shop.write(".gitattributes", "*.png binary")
    for _ in range(2):
        done = svcgen("install-merge-driver", cwd=shop.root)
        assert done.returncode == 0, done.stderr
    text = shop.read(".gitattributes")
    assert text.startswith("*.png binary\n")
    assert text.count("/src/** merge=svcgen\n") == 1
    assert "merge-driver %O %A %B %P" in shop.git("config", "merge.svcgen.driver")
    out = svcgen("install-merge-driver", "--uninstall", cwd=shop.root)
    assert out.returncode == 0, out.stderr
    assert shop.read(".gitattributes") == "*.png binary\n"
    assert shop.git("config", "--get", "merge.svcgen.driver", ok=False) == ""
    assert "merge-driver " not in svcgen("--help").stdout.replace("install-merge-driver", "")  # fmt: skip


def test_without_a_repository_nothing_is_installed(shop: Repository) -> None:
    """Outside git the command says what to do."""
    subprocess.run(["rm", "-rf", str(shop.root / ".git")], check=True)
    done = svcgen("install-merge-driver", cwd=shop.root)
    assert done.returncode == 1
    assert "git init" in done.stderr
    assert not (shop.root / ".gitattributes").exists()
