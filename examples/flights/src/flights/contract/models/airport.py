# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of airports."""

from sqlmodel import Field, SQLModel


class Airport(SQLModel, table=True):
    """An airport in the United States."""

    __tablename__ = "airports"

    faa: str = Field(max_length=3, primary_key=True)
    name: str = Field(max_length=100)
    lat: float
    lon: float
    alt: int
    tz: int
    dst: str = Field(max_length=1)
    tzone: str | None = Field(default=None, max_length=40)
