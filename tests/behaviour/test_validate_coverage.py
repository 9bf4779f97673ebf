"""Nothing of the language is accepted and then ignored: each key is acted on, or warned about."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from svcgen.diagnostics import has_errors
from svcgen.link import link_service
from svcgen.load import Loaded, Source, load_sources, load_spec
from svcgen.load.loader import STAND_INS
from svcgen.spec import ServiceSpec
from svcgen.spec.base import SpecModel
from svcgen.validate import validate_spec

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests" / "support" / "specs" / "everything.yaml"
LATER = {
    "ClientSpec", "BreakerSpec", "TenantSpec", "RegistrySpec", "AuthSpec", "LimitsSpec", "AuditSpec",
}  # fmt: skip
"""Parts of which nothing is read yet; the section that holds each is warned about as a whole."""


def load(path: Path) -> Loaded[ServiceSpec]:
    """Read a spec that is whole."""
    loaded = load_spec([path])
    assert loaded.is_whole, loaded.diagnostics
    return loaded


def models(model: type[BaseModel] = SpecModel) -> Iterator[type[BaseModel]]:
    """Give every model of the language."""
    for inner in model.__subclasses__():
        if inner.model_fields and inner.__module__.startswith("svcgen.spec"):
            yield inner
        yield from models(inner)


def test_every_key_is_read_or_warned_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """A spec that says everything: validate and link together read every key of every part."""
    loaded = load(EVERYTHING)
    spec = loaded.spec
    assert spec is not None
    read: set[tuple[str, str]] = set()
    plain = SpecModel.__getattribute__

    def record(self: SpecModel, name: str) -> object:
        read.add((type(self).__name__, name))
        return plain(self, name)

    monkeypatch.setattr(SpecModel, "__getattribute__", record)
    found = validate_spec(spec, loaded.document)
    assert not has_errors(found), found
    link_service(spec)
    monkeypatch.undo()
    said = {
        one.message.split("'")[1].split(".")[0]
        for one in found
        if one.code == "not-yet"
    }
    assert {"clients", "tenant", "registry", "auth", "limits", "audit"} <= said
    ignored = {
        f"{model.__name__}.{name}"
        for model in models()
        for name in model.model_fields
        if model.__name__ not in LATER and (model.__name__, name) not in read
    }
    # the version of the language is load's to check, and an update has one mode
    assert ignored == {"ServiceSpec.svcgen", "OperationSpec.mode"}


def test_a_bare_key_is_an_operation() -> None:
    """`create:` with nothing behind it is the operation with every default, not none."""
    text = "svcgen: 1\nservice: {name: shop}\nentities:\n  A:\n    fields: {b: int}\n    operations:\n      create:\n"
    loaded = load_sources([Source("s.yaml", text)], ServiceSpec, STAND_INS)
    assert loaded.spec is not None
    assert loaded.spec.entities["A"].operations.create is not None


@pytest.mark.parametrize("name", ["authors", "tasks", "flights"])
def test_the_examples_are_valid(name: str) -> None:
    """The committed examples have no fault."""
    loaded = load(ROOT / "examples" / name / "service.yaml")
    assert loaded.spec is not None
    found = validate_spec(loaded.spec, loaded.document)
    assert not has_errors(found), found


ENTITY = """
  Thing{number}:
    plural: things{number}
    timestamps: true
    fields:
      name: {{type: string, max_length: 200, unique: true}}
      born: date?
      price: {{type: decimal, digits: 10, places: 2, ge: 0, default: 1}}
      quantity: int
      parent: {{ref: Thing{before}, null: true}}
      tags: [string]
    operations:
      create: {{roles: [editor], http: true}}
      list: {{http: true, filters: [name, name__contains, price__ge], sort: [name]}}
      get: {{http: true}}
      update: {{roles: [editor], http: true}}"""


def test_a_thousand_entities_are_checked_at_once() -> None:
    """The rules grow with the spec and no faster; the benchmark holds the figure, this the order."""
    seconds = {}
    for count in (100, 1000):
        entities = (ENTITY.format(number=n, before=max(0, n - 1)) for n in range(count))
        text = "svcgen: 1\nservice: {name: shop}\nroles: [editor]\nentities:" + "".join(
            entities
        )
        loaded = load_sources([Source("s.yaml", text)], ServiceSpec, STAND_INS)
        assert loaded.spec is not None
        runs = []
        for _ in range(3):
            start = time.process_time()
            assert not validate_spec(loaded.spec, loaded.document)
            runs.append(time.process_time() - start)
        seconds[count] = min(runs)
    assert seconds[1000] < 1.0
    assert seconds[1000] < 30 * seconds[100]
