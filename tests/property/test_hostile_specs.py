"""No string of a spec is ever code: random specs through the whole pipeline, each beside its harmless twin."""

from __future__ import annotations

import json

import pytest

from svcgen.link import link_service
from svcgen.naming import BadText, PyLit, TsLit
from svcgen.scaffold.skeleton import answers
from svcgen.spec import ServiceSpec
from tests.property.hostile_campaign import Outcome, run_campaign
from tests.property.hostile_mutants import MUTANTS, TYPES
from tests.property.hostile_pipeline import Refused, emit, emit_pair, read
from tests.property.hostile_sinks import SINKS
from tests.property.hostile_texts import CORPUS, Hostile, convert, gather
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

SPECS = scale(200, 10_000)
ACCEPTED = 0.6
MINIMAL = """\
svcgen: 1
service: {{name: bookshop, description: {text}}}
roles: {{editor: {text}}}
"""


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """What the whole campaign found; run once."""
    found = run_campaign(SPECS)
    record_proof("hostile-specs", seed=0, figures=found.figures())
    return found


@pytest.mark.xdist_group("hostile-campaign")
@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_nothing_of_a_spec_becomes_code(outcome: Outcome) -> None:
    """Trees have their twin's shape, values are the spec's, nothing runs at import, in Python and in TypeScript."""
    assert outcome.faults == []
    assert outcome.accepted + outcome.refused == SPECS
    assert outcome.accepted >= ACCEPTED * SPECS


@pytest.mark.xdist_group("hostile-campaign")
def test_every_sink_was_hit(outcome: Outcome) -> None:
    """Texts arrived in every kind of place that the table names, and in none that it does not name."""
    assert SINKS - set(outcome.sinks) == set()
    assert set(outcome.sinks) - SINKS == set()
    assert set(TYPES) - set(outcome.types) == set()


def test_copier_renders_the_same() -> None:
    """The skeleton that the campaign renders by itself is Copier's, byte for byte."""
    text = MINIMAL.format(text=json.dumps('{{ name }} {% x %} \\ " # [a](b) \u2028'))
    copied, rendered = emit(text, copied=True), emit(text, copied=False)
    assert copied == rendered


@pytest.mark.parametrize(
    "text",
    [
        '"\\ud800"',
        '"\\udfff\\ud800"',
        '"\\ud83d\\ude00"',
        "\ud800",
        "'\0'",
        "\x85",
        "\u2028",
        "a\ufeff",
        "!!python/object/apply:os.system [x]",
        "&a [*a]",
        "\x1b[2J",
    ],
)
def test_what_is_no_text_is_refused(text: str) -> None:
    """Lone surrogates, NUL, raw breaks that YAML 1.2 does not have, tags: a diagnostic, nothing else."""
    with pytest.raises(Refused):
        read(MINIMAL.format(text=text))


@pytest.mark.parametrize(
    "text", ['"\\0"', '"\\x85"', '"\\u2028"', '"\\uFEFFx"', '"a\\rb"']
)
def test_what_is_escaped_arrives(text: str) -> None:
    """A character that YAML can carry escaped is text like any other."""
    graph = read(MINIMAL.format(text=text))
    assert graph.service.description == json.loads(
        text.replace("\\0", "\\u0000").replace("\\x", "\\u00")
    )
    emit(MINIMAL.format(text=text), copied=False)


def test_half_a_character_of_python_is_never_written() -> None:
    """A spec that was built in Python may hold a lone surrogate: TOML, which cannot say it, is not written."""
    spec = ServiceSpec.model_validate(
        {"svcgen": 1, "service": {"name": "bookshop", "description": "\ud800"}}
    )
    with pytest.raises(BadText):
        dict(answers(link_service(spec).service))


def test_a_twin_differs_in_its_texts_alone() -> None:
    """A twin has a mark where a text has its words, and everything else as it is."""
    text = Hostile("*/", 7, "/a")
    assert (text, text.plain, text.mark) == ("/a*/", "/aq7z", "q7z")
    assert convert({text: [text, 1]}, lambda each: each.plain) == {
        "/aq7z": ["/aq7z", 1]
    }
    assert gather({text: [text, 1]}) == {"q7z": "*/"}


def test_the_corpus_is_literal_everywhere() -> None:
    """Each text of the corpus is itself again after a literal of Python and of TypeScript."""
    for text in CORPUS:
        assert eval(PyLit(text), {"__builtins__": {}}) == text
        assert json.loads(TsLit(text)) == text


def test_pairs_are_whole() -> None:
    """A pair has the same files on both sides, and all kinds of them."""
    seed = next(seed for seed in range(50) if _accepted(seed))
    pair = emit_pair(seed)
    assert pair.hostile.keys() == pair.plain.keys()
    suffixes = {path.rpartition(".")[2] for path in pair.hostile}
    assert {"py", "ts", "json", "toml", "md", "yaml", "yml"} <= suffixes


def _accepted(seed: int) -> bool:
    try:
        emit_pair(seed)
    except Refused:
        return False
    return True


@pytest.mark.xdist_group("hostile-campaign")
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", scale(list(MUTANTS)[:1], list(MUTANTS)))
def test_the_campaign_kills(mutant: str) -> None:
    """With one way of escaping broken, a handful of specs is enough to notice."""
    assert run_campaign(12, mutant).faults != []
