# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of flights."""

from datetime import datetime
from typing import TYPE_CHECKING, Optional

from sqlalchemy import Column
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import UtcDateTime

if TYPE_CHECKING:
    from flights.contract.models.airline import Airline
    from flights.contract.models.airport import Airport
    from flights.contract.models.plane import Plane


class Flight(SQLModel, table=True):
    """A flight that left New York City in 2013."""

    __tablename__ = "flights"

    id: int | None = Field(default=None, primary_key=True)
    year: int
    month: int
    day: int
    dep_time: int | None = Field(default=None)
    sched_dep_time: int
    dep_delay: int | None = Field(default=None)
    arr_time: int | None = Field(default=None)
    sched_arr_time: int
    arr_delay: int | None = Field(default=None)
    carrier: str = Field(max_length=2, foreign_key="airlines.carrier", index=True)
    flight: int
    tailnum: str | None = Field(default=None, max_length=6, index=True)
    origin: str = Field(max_length=3, foreign_key="airports.faa", index=True)
    dest: str = Field(max_length=3, index=True)
    air_time: int | None = Field(default=None)
    distance: int
    hour: int
    minute: int
    time_hour: datetime = Field(
        sa_column=Column(UtcDateTime, nullable=False, index=True),
    )

    airline: "Airline" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Flight.carrier == Airline.carrier",
            "foreign_keys": "Flight.carrier",
        },
    )
    plane: Optional["Plane"] = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Flight.tailnum == Plane.tailnum",
            "foreign_keys": "Flight.tailnum",
        },
    )
    from_airport: "Airport" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Flight.origin == Airport.faa",
            "foreign_keys": "Flight.origin",
        },
    )
    to_airport: Optional["Airport"] = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Flight.dest == Airport.faa",
            "foreign_keys": "Flight.dest",
        },
    )
