"""Schemas and wire types: what is read, what is written, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from svcgen_runtime.fields import (
    Base64,
    Bigint,
    Duration,
    Email,
    Slug,
    UnixTimestamp,
    Url,
    UtcDatetime,
    uuid7,
)
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class ThingUpdate(Patch):
    name: (
        Annotated[str, Field(max_length=5, description="What it is called.")] | Unset
    ) = UNSET
    born: date | Unset | None = UNSET


class ThingChange(ThingUpdate):
    id: UUID


class Wire(Schema):
    number: Bigint
    price: Decimal
    at: UtcDatetime
    stamp: UnixTimestamp
    length: Duration
    body: Base64


def test_absent_is_not_null() -> None:
    assert ThingUpdate().changes() == {}
    assert ThingUpdate(born=None).changes() == {"born": None}
    assert ThingUpdate.model_validate_json('{"born": null}').born is None
    assert ThingUpdate.model_validate_json("{}").born is UNSET


def test_unset_is_neither_written_nor_described() -> None:
    assert ThingUpdate(name="a").model_dump_json() == '{"name":"a"}'
    for mode in "validation", "serialization":
        schema = ThingUpdate.model_json_schema(mode=mode)
        assert "nset" not in str(schema)
        assert schema["properties"]["name"] == {
            "type": "string",
            "maxLength": 5,
            "title": "Name",
            "description": "What it is called.",
        }
        assert "required" not in schema


@pytest.mark.parametrize(
    "body",
    [
        {"born": "unset"},
        {"born": "UNSET"},
        {"name": None},
        {"name": "toolong"},
        {"nope": 1},
    ],
)
def test_no_input_is_read_as_unset(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as caught:
        ThingUpdate.model_validate(body)
    # one fault for one field: Unset is no second choice that failed too
    assert caught.value.error_count() == 1


def test_narrowing_keeps_what_was_sent() -> None:
    change = ThingChange.model_validate({"id": str(uuid7()), "born": None})
    narrow = change.narrow_to(ThingUpdate)
    assert type(narrow) is ThingUpdate
    assert narrow.changes() == {"born": None}


def test_values_travel_as_the_wire_says() -> None:
    at = datetime(2024, 5, 1, 12, 0, 0, 250_000, tzinfo=UTC)
    wire = Wire(
        number=2**62,
        price=Decimal("10.50"),
        at=at,
        stamp=at,
        length=timedelta(hours=1),
        body=b"\xff\x00",
    )
    assert wire.model_dump(mode="json") == {
        "number": "4611686018427387904",
        "price": "10.50",
        "at": "2024-05-01T12:00:00.250000Z",
        "stamp": 1714564800,
        "length": "PT1H",
        "body": "/wA=",
    }


@given(
    st.builds(
        Wire,
        number=st.integers(-(2**63), 2**63 - 1),
        price=st.decimals(
            allow_nan=False, allow_infinity=False, places=4, max_value=10**9
        ),
        at=st.datetimes(
            min_value=datetime(2, 1, 1),  # noqa: DTZ001
            max_value=datetime(9998, 1, 1),  # noqa: DTZ001
            timezones=st.timezones(),
        ),
        stamp=st.integers(-62_135_596_800, 253_402_300_799),
        length=st.timedeltas(timedelta(days=-(10**6)), timedelta(days=10**6)),
        body=st.binary(max_size=40),
    )
)
def test_what_is_written_is_read_again(wire: Wire) -> None:
    assert Wire.model_validate_json(wire.model_dump_json()) == wire
    assert wire.at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Bigint, "9223372036854775808"),
        (UtcDatetime, "2024-01-01T00:00:00"),
        (UtcDatetime, "0001-01-01T00:00:00+14:00"),
        (UnixTimestamp, 10**15),
        (UnixTimestamp, True),
        (UnixTimestamp, "soon"),
        (Duration, 5),
        (Duration, "5"),
        (Base64, "a"),
        (Base64, "@@@@"),
        (Slug, "A b"),
        (Slug, "-a"),
        (Slug, "a\n"),
        (Email, "a@b"),
        (Email, "a b@c.de"),
        (Email, "@c.de"),
        (Url, "javascript:alert(1)"),
        (Url, "/relative"),
    ],
)
def test_what_is_not_of_the_type_is_refused(kind: Any, value: object) -> None:
    adapter: TypeAdapter[object] = TypeAdapter(kind)
    with pytest.raises(ValidationError):
        adapter.validate_python(value)


def test_keys_of_version_7_are_uuids_in_order() -> None:
    keys = [uuid7() for _ in range(1000)]
    assert type(keys[0]) is UUID
    assert keys[0].version == 7
    assert keys == sorted(keys)
