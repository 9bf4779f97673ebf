"""Names in the owner's Python: what a rename writes, word for word, and what it leaves.

Unit tests, because each rule of scopes and types needs a text of its own.
"""

from __future__ import annotations

import inspect

import pytest

from svcgen.edit.python.identifiers import Identifiers, Pair, identify
from svcgen.edit.python.lines import Unreadable, make_template
from svcgen.edit.python.program import Program
from svcgen.edit.python.rewrite import Renames, rewrite
from svcgen.edit.python.types import GENERIC_RESULTS, ROW_KEYWORDS, ROWS
from svcgen_runtime.database import Repository

MODEL = """class Author:
    id: int
    born: str

class AuthorRepository(Repository[Author, int]):
    model = Author

    async def oldest(self) -> Author: ...

    async def all_authors(self) -> list[Author]: ...

def make_author(born: str) -> Author: ...
"""
NEW_MODEL = (
    MODEL.replace("AuthorRepository", "WriterRepository")
    .replace("Author", "Writer")
    .replace("all_authors", "all_writers")
    .replace("make_author", "make_writer")
    .replace("born", "birth")
)
HEAD = "from svcgen_runtime.database import Repository\n"
PAIRS = [
    Pair("src/shop/author.py", HEAD + MODEL, "src/shop/writer.py", HEAD + NEW_MODEL)
]
IMPORT = "from shop.author import Author, AuthorRepository, make_author\n"
NEW_IMPORT = "from shop.writer import Writer, WriterRepository, make_writer\n"


def renames(text: str) -> Renames:
    """Give a program of the generated module and one of the owner's."""
    files = {"src/shop/author.py": (HEAD + MODEL).encode()}
    files["src/shop/own.py"] = text.encode()
    return Renames(Program(files), identify(PAIRS))


def renamed(text: str) -> str:
    """Give the owner's module after the rename."""
    return rewrite(text.encode(), "shop.own", renames(text)).text.decode()


CASES = {
    "imports and what they bind": (
        IMPORT + "x = [Author, make_author]\n",
        NEW_IMPORT + "x = [Writer, make_writer]\n",
    ),
    "an import under another name keeps that name": (
        "from shop.author import Author as A\nx = A\n",
        "from shop.writer import Writer as A\nx = A\n",
    ),
    "a module imported whole": (
        "import shop.author\nx = shop.author.Author\n",
        "import shop.writer\nx = shop.writer.Writer\n",
    ),
    "a module imported from its package": (
        "from shop import author as m, author\nx = m.Author, author.make_author\n",
        "from shop import writer as m, writer\nx = m.Writer, writer.make_writer\n",
    ),
    "a relative import": (
        "from .author import Author\nx = Author\n",
        "from .writer import Writer\nx = Writer\n",
    ),
    "texts and comments stay": (
        IMPORT + 'x = "Author born"  # Author\n"""Author"""\n',
        NEW_IMPORT + 'x = "Author born"  # Author\n"""Author"""\n',
    ),
    "a local of the same name is another thing": (
        IMPORT + "def f():\n    Author = 1\n    return Author\n\ny = Author\n",
        NEW_IMPORT + "def f():\n    Author = 1\n    return Author\n\ny = Writer\n",
    ),
    "a parameter of the same name is another thing": (
        IMPORT + "def f(Author):\n    return Author\n",
        NEW_IMPORT + "def f(Author):\n    return Author\n",
    ),
    "an annotation in quotes": (
        IMPORT + 'def f(a: "Author | None") -> "list[Author]": ...\n',
        NEW_IMPORT + 'def f(a: "Writer | None") -> "list[Writer]": ...\n',
    ),
    "an f-string holds code": (
        IMPORT + 'def f(a: Author) -> str:\n    return f"born {a.born} {Author}"\n',
        NEW_IMPORT
        + 'def f(a: Writer) -> str:\n    return f"born {a.birth} {Writer}"\n',
    ),
    "an attribute of an annotated parameter": (
        IMPORT + "def f(a: Author, b: Other) -> None:\n    print(a.born, b.born)\n",
        NEW_IMPORT
        + "def f(a: Writer, b: Other) -> None:\n    print(a.birth, b.born)\n",
    ),
    "an attribute of another class": (
        IMPORT
        + "class Poem:\n    born: str\n\ndef f(p: Poem) -> None:\n    print(p.born)\n",
        NEW_IMPORT
        + "class Poem:\n    born: str\n\ndef f(p: Poem) -> None:\n    print(p.born)\n",
    ),
    "an attribute of what a call makes": (
        IMPORT
        + "a = Author(id=1, born='x')\nprint(a.born, make_author(born='').born)\n",
        NEW_IMPORT
        + "a = Writer(id=1, birth='x')\nprint(a.birth, make_writer(birth='').birth)\n",
    ),
    "a row of a repository": (
        IMPORT
        + "async def f(r: AuthorRepository):\n    a = await r.get(1)\n    print(a.born)\n"
        "    for b in await r.all_authors():\n        print(b.born, (await r.oldest()).born)\n"
        "    await r.find_one(born='x')\n",
        NEW_IMPORT
        + "async def f(r: WriterRepository):\n    a = await r.get(1)\n    print(a.birth)\n"
        "    for b in await r.all_writers():\n        print(b.birth, (await r.oldest()).birth)\n"
        "    await r.find_one(birth='x')\n",
    ),
    "a subclass of the owner's": (
        IMPORT
        + "class Poet(Author):\n    def age(self) -> str:\n        return self.born\n",
        NEW_IMPORT
        + "class Poet(Writer):\n    def age(self) -> str:\n        return self.birth\n",
    ),
    "what the module exports": (
        IMPORT + '__all__ = ["Author", "other"]\n',
        NEW_IMPORT + '__all__ = ["Writer", "other"]\n',
    ),
    "the full name of something in a text": (
        'm("shop.author.make_author", "shop.author:Author", "shop.author.txt")\n',
        'm("shop.writer.make_writer", "shop.writer:Writer", "shop.writer.txt")\n',
    ),
    "a name that is taken is kept beside it": (
        IMPORT + "class Writer: ...\nx = Author, Writer\n",
        NEW_IMPORT.replace("Writer,", "Writer as Author,")
        + "class Writer: ...\nx = Author, Writer\n",
    ),
    "a name that is taken elsewhere is free here": (
        IMPORT + "def f():\n    Writer = 1\n    return Writer\n\nx = Author\n",
        NEW_IMPORT + "def f():\n    Writer = 1\n    return Writer\n\nx = Writer\n",
    ),
    "a name that is taken where it is used": (
        IMPORT + "def f(Writer):\n    return Author, Writer\n",
        NEW_IMPORT.replace("Writer,", "Writer as Author,")
        + "def f(Writer):\n    return Author, Writer\n",
    ),
    "Windows' line ends, a tab, another alphabet": (
        "# ä\r\n" + IMPORT.strip() + "\r\nx = 'ö', Author\r\nif x:\r\n\ty = Author\r\n",
        "# ä\r\n"
        + NEW_IMPORT.strip()
        + "\r\nx = 'ö', Writer\r\nif x:\r\n\ty = Writer\r\n",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_certain_is_renamed_and_all_else_stays(case: str) -> None:
    """Each text becomes the expected one, to the byte."""
    before, after = CASES[case]
    assert renamed(before) == after


def test_what_nothing_decides_is_told() -> None:
    """An attribute of something unknown, and a text that is the old name, are left and listed."""
    text = (
        IMPORT + "def f(a, b: Author):\n    return a.born, b.born, 'born', g(born=1)\n"
    )
    done = rewrite(text.encode(), "shop.own", renames(text))
    assert b"return a.born, b.birth, 'born', g(born=1)" in done.text
    assert [(each.line, each.word) for each in done.undecided] == [
        (3, "born"),
        (3, "born"),
        (3, "born"),
    ]


def test_a_file_that_is_no_python_is_not_touched() -> None:
    """A syntax error is told, and no guess is made."""
    text = IMPORT + "def f(:\n"
    with pytest.raises(Unreadable):
        rewrite(text.encode(), "shop.own", renames(text))


def test_generated_lines_become_what_would_be_generated() -> None:
    """Texts, docstrings and locals of a generated line follow; lines of the owner beside them stay."""
    old = 'def get():\n    """Get an author."""\n    author = load("/authors")\n    return author\n'
    new = 'def get():\n    """Get a writer."""\n    writer = load("/writers")\n    return writer\n'
    mine = old.replace(
        "    return", '    note("/authors", author)  # an author\n    return'
    )
    template = make_template(old, new)
    text = rewrite(mine.encode(), "shop.own", renames(mine), template).text.decode()
    assert text == new.replace(
        "    return", '    note("/authors", writer)  # an author\n    return'
    )


def test_a_generated_line_that_grows_is_taken_whole() -> None:
    """A name on the wire that is written from now on gets into an edited file, too."""
    old = "@handle(M)\ndef one():\n    pass\n"
    new = '@handle(M, name="one")\ndef two():\n    pass\n'
    template = make_template(old, new)
    mine = old + "\nmore = one\n"
    done = rewrite(mine.encode(), "shop.own", renames(mine), template)
    assert done.text.decode() == new + "\nmore = two\n"
    assert not done.missed
    edited = mine.replace("handle(M)", "handle(M, retry=1)")
    done = rewrite(edited.encode(), "shop.own", renames(edited), template)
    assert done.missed


def test_identifiers_are_told_by_their_place() -> None:
    """Members and parameters are found by where they stand, not by what they are called."""
    found = identify(PAIRS)
    assert found.last("shop.author.Author.born") == "birth"
    assert found.last("shop.author.make_author(born)") == "birth"
    assert found.last("shop.author.Author.id") is None
    assert found.module("shop.author") == "shop.writer"
    assert Identifiers({}).last("shop.author") is None


def test_what_repositories_give_is_what_the_runtime_says() -> None:
    """The table of results and of keywords that are columns follows the runtime's own signatures."""
    for name, form in GENERIC_RESULTS.items():
        result = str(inspect.signature(getattr(Repository, name)).return_annotation)
        assert ("list[" in result) == (form == ROWS), (name, result)
        assert "Model" in result, (name, result)
    for name in ROW_KEYWORDS:
        parameters = inspect.signature(getattr(Repository, name)).parameters.values()
        assert any(each.kind is each.VAR_KEYWORD for each in parameters), name
