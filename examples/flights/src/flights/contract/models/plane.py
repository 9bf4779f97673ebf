# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of planes."""

from sqlmodel import Field, SQLModel


class Plane(SQLModel, table=True):
    """A plane of the register."""

    __tablename__ = "planes"

    tailnum: str = Field(max_length=6, primary_key=True)
    year: int | None = Field(default=None, index=True)
    type: str = Field(max_length=40)
    manufacturer: str = Field(max_length=40, index=True)
    model: str = Field(max_length=40)
    engines: int
    seats: int
    speed: int | None = Field(default=None)
    engine: str = Field(max_length=20)
