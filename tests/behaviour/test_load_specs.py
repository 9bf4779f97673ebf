"""Specs are read with the place of everything in them, and every fault of form is told at once."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import BaseModel, ConfigDict

from svcgen.diagnostics import ERROR, Code, Related, Span, closest
from svcgen.diagnostics.catalogue import CATALOGUE, collect_codes
from svcgen.diagnostics.github_report import render_github
from svcgen.diagnostics.json_report import render_json, report_schema
from svcgen.diagnostics.sarif_report import render_sarif
from svcgen.diagnostics.text_report import render_text
from svcgen.load import Loaded, Source, load_sources, load_spec
from svcgen.load.loader import STAND_INS
from svcgen.load.scalars import Scalar, resolve_scalar
from svcgen.spec import ServiceSpec

ROOT = Path(__file__).parents[2]
HEAD = "svcgen: 1\nservice: {name: shop}\n"


def load(body: str, head: str = HEAD) -> Loaded[ServiceSpec]:
    """Read a spec from text."""
    return load_sources([Source("s.yaml", head + body)], ServiceSpec, STAND_INS)


def faults(loaded: Loaded[ServiceSpec]) -> list[tuple[str, int, int]]:
    """Give code, line and column of every fault."""
    return [(d.code, d.span.line, d.span.column) for d in loaded.diagnostics]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30:45", "12:30:45"),
        ("2024-01-01", "2024-01-01"),
        ("014", 14),
        ("0o14", 12),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-", "-"),
        ("~", None),
        ("TRUE", True),
        ("date?", "date?"),
        ("7-9", "7-9"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(text: str, value: Scalar) -> None:
    """No country is false, no time is a number, and dates stay text."""
    found = resolve_scalar(text)
    assert found == value
    assert type(found) is type(value)


def test_every_key_and_value_has_its_place() -> None:
    """Keys and values are found by path, and a path not written leads to the nearest thing."""
    document = load("entities:\n  Author:\n    fields: {name: string}\n").document
    path = ("entities", "Author", "fields", "name")
    assert document.span_of(path) == Span("s.yaml", 5, 20, 26)
    assert document.span_of(path, key=True) == Span("s.yaml", 5, 14, 18)
    assert document.span_of((*path, "type")) == Span("s.yaml", 5, 20, 26)
    assert document.span_of(("entities", "Author", "plural")).line == 4
    assert document.span_of(()).line == 1


def test_faults_of_form_are_told_at_once() -> None:
    """Each fault stands at the word that is wrong, with what was probably meant."""
    loaded = load(
        "entities:\n"
        "  Author:\n"
        "    fields: {name: {type: string, max_lenght: 2, unique: yes}}\n"
        "    operations: {list: {pages: keyst}}\n"
        "handlers: {a: {}}\n"
        "schedules: {b: {timeout: 30 seconds}}\n"
    )
    assert faults(loaded) == [
        ("unknown-key", 5, 35),
        ("wrong-type", 5, 58),
        ("bad-value", 6, 32),
        ("missing-key", 7, 12),
        ("bad-quantity", 8, 26),
    ]
    hints = [item.hint for item in loaded.diagnostics]
    assert hints[0] == "did you mean 'max_length'?"
    assert hints[1].startswith("write true")
    assert hints[2] == "did you mean 'keyset'?"


def test_the_branch_that_was_meant_is_reported() -> None:
    """A mapping is compared with the mapping of a union, a number with none of it."""
    loaded = load("commands:\n  a: {errors: {x: {statu: 400}}}\n")
    assert {item.code for item in loaded.diagnostics} == {"missing-key", "unknown-key"}
    loaded = load("entities: {A: {fields: {}, key: 5}}\n")
    (fault,) = loaded.diagnostics
    assert fault.message == "text or a list expected for 'key', found the number 5"


def test_what_can_be_read_is_read() -> None:
    """The faulty key is left out and remembered; the rest can be checked further."""
    loaded = load(
        "entities: {A: {fields: {x: date}, timestamp: true}}\nhandlers: {b: {}}\n"
    )
    assert loaded.spec is not None
    assert not loaded.is_whole
    assert list(loaded.spec.entities) == ["A"]
    assert not loaded.spec.handlers
    assert loaded.is_broken(("handlers", "b"))
    assert not loaded.is_broken(("entities", "A", "fields"))


def test_a_spec_without_its_head_is_read_all_the_same() -> None:
    """What is missing at the root hides no other fault."""
    loaded = load("entities: {A: {fields: {x: date}, plurl: a}}\n", head="")
    codes = [item.code for item in loaded.diagnostics]
    assert sorted(codes) == ["missing-key", "missing-key", "unknown-key"]
    assert loaded.spec is not None


def test_a_folder_is_one_spec(tmp_path: Path) -> None:
    """Sections are joined, and an entry that stands in two files names both."""
    (tmp_path / "a.yaml").write_text(
        HEAD + "entities: {A: {fields: {x: date}}}\nroles: [a]\n"
    )
    (tmp_path / "b.yaml").write_text(
        "svcgen: 1\nentities: {B: {fields: {x: date}}, A: {fields: {}}}\nroles: [b]\n"
    )
    loaded = load_spec([tmp_path])
    (fault,) = loaded.diagnostics
    assert fault.code == "duplicate-entry"
    assert fault.span.file.endswith("b.yaml")
    assert fault.related[0].span.file.endswith("a.yaml")
    assert loaded.spec is not None
    assert list(loaded.spec.entities) == ["A", "B"]
    assert list(loaded.spec.roles) == ["a", "b"]
    assert loaded.document.span_of(("entities", "B")).file.endswith("b.yaml")


@pytest.mark.parametrize(
    "body",
    [
        "commands: {a: {http: {path: /x/{id}/y}}}\n",
        "entities: {A: {fields: {x: {type: string, pattern: [a-z]+}}}}\n",
        "entities: {A: {fields: {x: {type: string, pattern: ^[a-z]+$}}}}\n",
    ],
)
def test_a_bracket_in_a_plain_value_is_called_by_name(body: str) -> None:
    """The trap that everybody falls into once has a code of its own."""
    assert [item.code for item in load(body).diagnostics] == ["yaml-flow-bracket"]


def test_small_aliases_are_followed() -> None:
    """An anchor may be repeated where that is short; both places know where they stand."""
    loaded = load("entities: {A: {fields: {x: &f {type: date}, y: *f}}}\n")
    assert loaded.is_whole
    assert loaded.spec is not None
    assert loaded.spec.entities["A"].fields["y"].type == "date"


def test_every_text_is_shown_in_all_reports() -> None:
    """Reports agree on the faults, and escape what the spec says."""
    loaded = load("handlers: {'::error%\\n,x': {}}\nzz: 1\n")
    text = render_text(loaded.diagnostics, loaded.document.texts)
    assert "^^" in text
    assert "2 errors" in text
    report = json.loads(render_json(loaded.diagnostics))
    jsonschema.validate(report, report_schema())
    assert report["summary"]["errors"] == 2
    annotations = render_github(loaded.diagnostics).splitlines()
    assert [line[:7] for line in annotations] == ["::error"] * 2
    sarif = json.loads(render_sarif(loaded.diagnostics, CATALOGUE, "1"))
    results = sarif["runs"][0]["results"]
    rules = sarif["runs"][0]["tool"]["driver"]["rules"]
    assert all(rules[r["ruleIndex"]]["id"] == r["ruleId"] for r in results)


def test_annotations_are_escaped() -> None:
    """No message ends its line or its property."""
    code = Code("a-b", ERROR, "{x}", "doc")
    related = [Related(Span("c,d:e", 1, 1, 2), "50%\r\n::warning::x")]
    line = render_github([code.at(Span("a,b:c", 1, 1, 3), x="%", related=related)])
    assert line.count("\n") == 1
    assert "file=a%2Cb%3Ac,line=1,col=1,endColumn=2,title=a-b::%25%0A" in line


def test_the_schema_of_the_report_is_fresh() -> None:
    """The published schema is the one that the code gives."""
    path = ROOT / "schemas/diagnostics.schema.json"
    assert json.loads(path.read_text()) == report_schema()


def test_every_code_is_documented() -> None:
    """A code says what it is, what to do, and shows a bad and a good example."""
    for name, code in CATALOGUE.items():
        assert name == code.name
        for part in ("What to do:", "Bad:", "Good:"):
            assert part in code.doc, name


def test_a_code_is_declared_once() -> None:
    """Two declarations of one name are refused."""
    from svcgen.diagnostics.catalogue import form

    with pytest.raises(ValueError, match="declared twice"):
        collect_codes([form, form])


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("Custmer", ("Customer", "Order"), "did you mean 'Customer'?"),
        ("orderId", ("order_id",), "did you mean 'order_id'?"),
        ("xyz", ("Customer",), ""),
        ("", ("a",), ""),
        ("a" * 5000, ("a" * 4999,), ""),
    ],
)
def test_the_nearest_name_is_suggested(
    name: str, known: tuple[str, ...], hint: str
) -> None:
    """A slip of the fingers is found; anything else is not guessed at."""
    assert closest(name, known) == hint


class Strict(BaseModel):
    """A root model that is no ServiceSpec."""

    model_config = ConfigDict(extra="forbid", strict=True)
    size: int


def test_the_loader_reads_any_model() -> None:
    """The root model is an argument."""
    loaded = load_sources([Source("x", "size: '5'\n")], Strict)
    assert loaded.diagnostics[0].hint == "write 5 without quotes"
    assert load_sources([Source("x", "size: 5\n")], Strict).spec == Strict(size=5)
