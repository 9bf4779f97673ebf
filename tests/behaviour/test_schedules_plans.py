"""When schedules fire: fields, zones, the shifts of clocks, and intervals."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from svcgen_runtime.errors import RuntimeFault, SettingsError
from svcgen_runtime.schedules import (
    CronPlan,
    IntervalPlan,
    ScheduleRouter,
    collect_schedules,
    preview,
    select_schedules,
)

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]
EXPRESSIONS = [
    "*/5 * * * *",
    "30 2 * * *",
    "0 0 1 * *",
    "0 9 * * MON-FRI",
    "* * * * * */20",
]


def at(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "after", "fires"),
    [
        ("*/5 * * * *", "2026-01-01T00:00:00", ["00:05:00", "00:10:00"]),
        ("*/5 * * * *", "2026-01-01T00:04:59", ["00:05:00", "00:10:00"]),
        ("* * * * * */5", "2026-01-01T00:00:57", ["00:01:00", "00:01:05"]),
        ("* * * * * */5", "2026-01-01T00:00:05", ["00:00:10", "00:00:15"]),
        ("0 4 * * * 15,45", "2026-01-01T00:00:00", ["04:00:15", "04:00:45"]),
        ("* * * * * 30", "2026-01-01T00:00:30", ["00:01:30", "00:02:30"]),
    ],
)
def test_five_fields_or_six_with_the_seconds_last(
    expression: str, after: str, fires: list[str]
) -> None:
    """The sixth field is the seconds."""
    found = preview(CronPlan(expression), at(after), len(fires))
    assert [fire.strftime("%H:%M:%S") for fire in found] == fires


@pytest.mark.parametrize(
    ("expression", "zone", "after", "fires"),
    [
        # Berlin skips 02:00-03:00 on 29 March 2026 and repeats it on 25 October.
        ("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00", ["29 01:00", "30 00:30"]),
        ("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00", ["25 00:30", "26 01:30"]),
        ("30 2 * * *", "Europe/Berlin", "2026-10-25T00:45", ["26 01:30", "27 01:30"]),
        ("30 2 * * * 0", "Europe/Berlin", "2026-10-24T12:00", ["25 00:30", "26 01:30"]),
        ("30 * * * *", "Europe/Berlin", "2026-10-25T00:00", ["25 00:30", "25 01:30"]),
        ("0 9 * * *", "Europe/Berlin", "2026-03-28T12:00", ["29 07:00", "30 07:00"]),
        ("0 0 * * *", "Asia/Kolkata", "2026-01-01T00:00", ["01 18:30", "02 18:30"]),
        # New York skips on 8 March and repeats on 1 November.
        (
            "30 2 * * *",
            "America/New_York",
            "2026-03-07T12:00",
            ["08 07:00", "09 06:30"],
        ),
        (
            "30 1 * * *",
            "America/New_York",
            "2026-10-31T12:00",
            ["01 05:30", "02 06:30"],
        ),
        # Lord Howe moves by half an hour, on 4 October ahead.
        (
            "15 2 * * *",
            "Australia/Lord_Howe",
            "2026-10-03T12:00",
            ["03 15:30", "04 15:15"],
        ),
    ],
)
def test_a_zones_clocks_may_shift(
    expression: str, zone: str, after: str, fires: list[str]
) -> None:
    """A skipped time runs once after the jump, a repeated one once."""
    found = preview(CronPlan(expression, zone), at(after), len(fires))
    assert [fire.strftime("%d %H:%M") for fire in found] == fires


@settings(max_examples=60, deadline=None)
@given(
    expression=st.sampled_from(EXPRESSIONS),
    zone=st.sampled_from(ZONES),
    minute=st.integers(0, 3 * 366 * 24 * 60),
    hours=st.integers(0, 80),
    most=st.integers(1, 5),
)
def test_what_is_due_is_what_would_have_fired(
    expression: str, zone: str, minute: int, hours: int, most: int
) -> None:
    """`find_due` gives the last fires that `next_after` gives, strictly ascending."""
    plan = CronPlan(expression, zone)
    begin = at("2025-01-01T00:00:07") + timedelta(minutes=minute)
    end = begin + timedelta(hours=hours / 4)
    walked, moment = [], plan.next_after(begin)
    while moment is not None and moment <= end:
        walked.append(moment)
        following = plan.next_after(moment)
        assert following is not None
        assert following > moment
        moment = following
    assert plan.find_due(begin, end, most) == walked[-most:]


@pytest.mark.parametrize(
    "expression",
    ["* * * *", "61 * * * *", "* * * * * 60", "a b c d e", "0 0 31 2 *", ""],
)
def test_a_wrong_expression_is_refused(expression: str) -> None:
    """What is no cron expression, or never comes, is refused when it is declared."""
    with pytest.raises(RuntimeFault):
        ScheduleRouter().cron(expression)


def test_a_wrong_zone_or_interval_is_refused() -> None:
    """A zone that is none, and an interval of 0, are refused when declared."""
    with pytest.raises(RuntimeFault, match="no time zone 'Mars/Olympus'"):
        ScheduleRouter().cron("* * * * *", timezone="Mars/Olympus")
    with pytest.raises(RuntimeFault, match="above 0"):
        ScheduleRouter().every(0)


def test_an_interval_counts_from_a_fixed_moment() -> None:
    """Replicas that start at other times fire at the same ones."""
    plan = IntervalPlan(90)
    first, second = (
        preview(plan, at(start), 2)
        for start in ("2026-01-01T00:00:10", "2026-01-01T00:01:20")
    )
    assert first == second == [at("2026-01-01T00:01:30"), at("2026-01-01T00:03:00")]
    assert plan.find_due(at("2026-01-01T00:00:10"), first[1], 5) == first
    assert plan.find_due(at("2026-01-01T00:00:10"), first[1], 1) == first[1:]


def test_schedules_are_chosen_by_name_and_group() -> None:
    """An unknown name or group is an error; a name twice is a fault."""
    router = ScheduleRouter(group="nightly")
    router.every(5, name="one")(nothing)
    router.every(5, name="two", group="other")(nothing)
    schedules = collect_schedules([router])
    assert [one.name for one in select_schedules(schedules)] == ["one", "two"]
    assert [one.name for one in select_schedules(schedules, groups=["nightly"])] == [
        "one"
    ]
    with pytest.raises(SettingsError, match="did you mean 'one'"):
        select_schedules(schedules, ["ones"])
    router.every(5, name="one")(nothing)
    with pytest.raises(RuntimeFault, match="twice"):
        collect_schedules([router])


async def nothing() -> None:
    """A job."""


def test_berlin_is_what_the_zone_file_says() -> None:
    """The table above rests on these shifts."""
    berlin = ZoneInfo("Europe/Berlin")
    assert at("2026-03-29T01:00").astimezone(berlin).hour == 3
