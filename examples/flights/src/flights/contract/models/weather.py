# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of weather hours."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Column
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import UtcDateTime

if TYPE_CHECKING:
    from flights.contract.models.airport import Airport


class Weather(SQLModel, table=True):
    """The weather at an airport in one hour."""

    __tablename__ = "weather"

    origin: str = Field(
        max_length=3,
        primary_key=True,
        foreign_key="airports.faa",
        index=True,
    )
    time_hour: datetime = Field(sa_column=Column(UtcDateTime, primary_key=True))
    year: int
    month: int
    day: int
    hour: int
    temp: float | None = Field(default=None)
    dewp: float | None = Field(default=None)
    humid: float | None = Field(default=None)
    wind_dir: int | None = Field(default=None)
    wind_speed: float | None = Field(default=None)
    wind_gust: float | None = Field(default=None)
    precip: float | None = Field(default=None)
    pressure: float | None = Field(default=None)
    visib: float | None = Field(default=None)

    airport: "Airport" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Weather.origin == Airport.faa",
            "foreign_keys": "Weather.origin",
        },
    )
