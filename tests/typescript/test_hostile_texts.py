"""No text of a spec is ever code: trees keep their shape, values come back, nothing runs."""

from __future__ import annotations

import json
from typing import TypedDict

import pytest

from svcgen.naming import fold_text
from tests.support.private import private_folder
from tests.support.run import current_run
from tests.typescript.drive import SCRIPTS, run_node
from tests.typescript.emission import built, graph_of, render, spec_text, write
from tests.typescript.hostile import ALL, TEXTS, with_text


class Seen(TypedDict):
    """What Node saw of one rendered client."""

    shape: str
    faults: list[str]
    values: dict[str, dict[str, object]]
    doc: str
    canary: bool
    json: list[str]


@pytest.fixture(scope="module")
def seen() -> list[Seen]:
    """The clients of the torture spec with a harmless text, then with each hostile one; once in a run."""
    kept = current_run().once("hostile-texts", lambda: {"told": look()})
    result: list[Seen] = json.loads(kept["told"])
    return result


def look() -> str:
    """Render the clients and let Node read them."""
    folder = private_folder("hostile")
    graph = graph_of(spec_text("torture"))
    for number, text in enumerate(("harmless", *TEXTS)):
        write(render(with_text(graph, text)), folder / str(number))
    return run_node(SCRIPTS / "hostile.mjs", {"FOLDER": str(folder)})


def test_nothing_runs(seen: list[Seen]) -> None:
    """Running the module of types sets no canary, and every file parses."""
    assert len(seen) == len(TEXTS) + 1
    assert not any(each["canary"] or each["faults"] for each in seen)


def test_the_tree_does_not_depend_on_texts(seen: list[Seen]) -> None:
    """All syntax trees are the same but for the content of literals and comments."""
    assert {each["shape"] for each in seen} == {seen[0]["shape"]}


def test_values_come_back(seen: list[Seen]) -> None:
    """Enum values and defaults are, in Node, what the spec says."""
    for text, each in zip(TEXTS, seen[1:], strict=True):
        values = each["values"]
        assert values["Color"] == {"RED": text, "CONSTRUCTOR": text + "2"}
        defaults = values["ThingDefaults"]
        assert (defaults["string"], defaults["choice"], defaults["tags"]) == (
            text,
            text,
            [text],
        )
        assert defaults["json"] == {text: [text, {text: text}]}
        assert defaults["bigint"] == "9007199254740993"
        assert values["TypesDefaults"] == {"q": text}
        assert each["json"][1] == (text or "UNLICENSED")


def test_descriptions_come_back(seen: list[Seen]) -> None:
    """A description stands in its comment word for word, folded, with what would end it disarmed."""
    for text, each in zip(TEXTS, seen[1:], strict=True):
        if "@" in text:
            continue
        words = fold_text(text).replace("*/", "*\\/")
        if words:
            assert fold_text(each["doc"]).replace(" ", "") == words.replace(" ", "")


def test_hostile_texts_compile() -> None:
    """A client with all the texts in every place compiles under every flag."""
    built("hostile", lambda: with_text(graph_of(spec_text("torture")), ALL))
