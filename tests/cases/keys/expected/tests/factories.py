"""How tests make rows: two numbers give two different ones."""

from datetime import UTC, date, datetime, time, timedelta

from svcgen_runtime.fields import uuid7

from keys.contract.models.appointment import Appointment
from keys.contract.models.everything import Everything
from keys.contract.models.pair import Pair
from keys.contract.schemas.appointment import AppointmentCreate
from keys.contract.schemas.everything import EverythingAnObject, EverythingCreate
from keys.contract.schemas.pair import PairCreate
from keys.repositories.appointment import AppointmentRepository
from keys.repositories.everything import EverythingRepository
from keys.repositories.pair import PairRepository


def everything_data(number: int = 1) -> EverythingCreate:
    """What is given to add an everything."""
    return EverythingCreate(
        a_string="abc",
        an_int=2,
        a_bigint=number,
        a_float=1.0,
        a_uuid=uuid7(),
        a_date=date(2000, 1, 1) + timedelta(days=number),
        a_time=time(number % 24),
        a_datetime=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        a_stamp=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        a_json={},
        a_bytes=b"bytes",
        an_email=f"user{number}@example.org",
        an_url=f"https://example.org/{number}",
        a_slug=f"slug-{number}",
        a_list=[],
        a_map={},
        an_object=EverythingAnObject(x=number),
    )


async def make_everything(number: int = 1) -> Everything:
    """Keep an everything, with what it refers to."""
    return await EverythingRepository().create(everything_data(number))


def pair_data(number: int = 1) -> PairCreate:
    """What is given to add a pair."""
    return PairCreate(
        left=f"{number}".rjust(4, "x"),
        right=number,
        note=f"note {number}",
        secret=f"secret {number}",
        pin=f"pin {number}",
    )


async def make_pair(number: int = 1) -> Pair:
    """Keep a pair, with what it refers to."""
    return await PairRepository().create(pair_data(number))


def appointment_data(number: int = 1) -> AppointmentCreate:
    """What is given to add an appointment."""
    return AppointmentCreate(date=date(2000, 1, 1) + timedelta(days=number))


async def make_appointment(number: int = 1) -> Appointment:
    """Keep an appointment, with what it refers to."""
    return await AppointmentRepository().create(appointment_data(number))
