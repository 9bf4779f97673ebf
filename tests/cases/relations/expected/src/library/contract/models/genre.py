# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of genres."""

from typing import Optional

from sqlmodel import Field, Relationship, SQLModel


class GenreRelatedLink(SQLModel, table=True):
    """Which related a row of genres has."""

    __tablename__ = "genres_related"

    genre_code: str = Field(
        foreign_key="genres.code",
        ondelete="CASCADE",
        primary_key=True,
    )
    related_code: str = Field(
        foreign_key="genres.code",
        ondelete="CASCADE",
        primary_key=True,
        index=True,
    )


class Genre(SQLModel, table=True):
    """A row of genres."""

    __tablename__ = "genres"

    code: str = Field(max_length=20, primary_key=True)
    parent_code: str | None = Field(
        default=None,
        max_length=20,
        foreign_key="genres.code",
        index=True,
    )

    parent: Optional["Genre"] = Relationship(
        back_populates="children",
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Genre.parent_code == Genre.code",
            "foreign_keys": "Genre.parent_code",
            "remote_side": "Genre.code",
        },
    )
    related: list["Genre"] = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "secondary": "genres_related",
            "primaryjoin": "Genre.code == GenreRelatedLink.genre_code",
            "secondaryjoin": "Genre.code == GenreRelatedLink.related_code",
        },
    )
    children: list["Genre"] = Relationship(
        back_populates="parent",
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Genre.parent_code == Genre.code",
            "foreign_keys": "Genre.parent_code",
        },
    )
