# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of pairs."""

from sqlmodel import Field, SQLModel


class Pair(SQLModel, table=True):
    """A row of pairs."""

    __tablename__ = "pairs"

    left: str = Field(max_length=5, primary_key=True)
    right: int = Field(primary_key=True)
    note: str
    secret: str
    pin: str
