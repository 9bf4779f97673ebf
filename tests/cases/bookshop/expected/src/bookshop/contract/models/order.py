# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The table of orders."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Column, Integer
from sqlmodel import Field, Relationship, SQLModel
from svcgen_runtime.database.columns import DecimalColumn, EnumColumn, UtcDateTime
from svcgen_runtime.fields import utc_now, uuid7

from bookshop.contract.enums import OrderStatus

if TYPE_CHECKING:
    from bookshop.contract.models.book import Book

ORDER_VERSION = Column("version", Integer, nullable=False)


class Order(SQLModel, table=True):
    """A row of orders."""

    __tablename__ = "orders"
    __mapper_args__ = {"version_id_col": ORDER_VERSION}

    id: UUID = Field(default_factory=uuid7, primary_key=True)
    customer: UUID
    book_id: UUID = Field(foreign_key="books.id", index=True)
    quantity: int
    status: OrderStatus = Field(
        default=OrderStatus.PENDING,
        sa_column=Column(EnumColumn(OrderStatus), nullable=False),
    )
    total: Decimal = Field(sa_column=Column(DecimalColumn(18, 6), nullable=False))
    created_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    updated_at: datetime = Field(
        default_factory=utc_now,
        sa_column=Column(UtcDateTime, nullable=False),
    )
    version: int = Field(default=1, sa_column=ORDER_VERSION)

    book: "Book" = Relationship(
        sa_relationship_kwargs={
            "lazy": "raise",
            "primaryjoin": "Order.book_id == Book.id",
            "foreign_keys": "Order.book_id",
        },
    )
