# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of airlines."""

from sqlmodel import Field, SQLModel


class Airline(SQLModel, table=True):
    """A carrier."""

    __tablename__ = "airlines"

    carrier: str = Field(max_length=2, primary_key=True)
    name: str = Field(max_length=100)
