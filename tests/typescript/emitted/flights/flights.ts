// Filters, natural and composite keys, missing values and moments, as typed.
import { AirlineId, AirportId, FlightId, PlaneId, createClient, type FlightRead } from "flights-client";
import { baseUrl, collect, countingFetch, equal, given, holds } from "../checks.js";

const { asked, fetch } = countingFetch();
const api = createClient({ baseUrl, fetch });
const count = Number(given("FLIGHTS"));
const ewr = AirportId("EWR");

equal((await api.http.countRows().orThrow()).flights, count, "every row is there");
const counted = (await api.http.listFlights({ total: true, limit: 1 }).orThrow()).meta;
equal([counted.total, counted.limit], [count, 1], "counted when asked for");

// the same list by either way, filtered
const query = { carrier: AirlineId("UA"), origin: ewr, dep_delay__ge: 2, sort: "-dep_delay", limit: 50 };
const late = await api.ws.call("GET_FLIGHTS", query);
holds(late.ok, "listed");
equal(late.data, (await api.http.listFlights(query).orThrow()).items, "the same rows");
holds(late.data.length > 0, "some");
holds(late.data.every((flight) => flight.carrier === "UA" && (flight.dep_delay ?? 0) >= 2), "no others");

// moments with an offset, in any zone; a bound is closed below and open above
const from = "2013-01-01T05:00:00-05:00";
const hour = await api.ws.call("GET_FLIGHTS", { time_hour__ge: from, time_hour__lt: "2013-01-01T11:00:00Z" }).orThrow();
holds(hour.length > 0 && hour.every((flight) => flight.time_hour === "2013-01-01T10:00:00Z"), "one hour");

// missing values are null, not absent, and can be asked for
const cancelled = await api.ws.call("GET_FLIGHTS", { dep_time__null: true, limit: 100 }).orThrow();
const missing = (flight: FlightRead): boolean =>
  [flight.dep_time, flight.dep_delay, flight.arr_time, flight.arr_delay, flight.air_time].every((value) => value === null);
holds(cancelled.length > 0 && cancelled.every(missing), "null where nothing is known");
const nameless = await api.http.listFlights({ tailnum__null: true }).orThrow();
holds(nameless.items.length > 0 && nameless.items.every((flight) => flight.tailnum === null), "no plane");

// what is referred to comes along, and is null where it dangles
const flight = await api.ws.call("GET_FLIGHT", { id: FlightId(1) }).orThrow();
equal([flight.airline.name, flight.plane?.model, flight.to_airport?.tzone], ["United Air Lines Inc.", "737-824", null], "joined");
const dangling = await api.http.getFlight({ id: FlightId(2) }).orThrow();
equal([dangling.tailnum, dangling.plane, dangling.dest, dangling.to_airport], ["N804JB", null, "BQN", null], "dangling");
const none = await api.ws.call("GET_FLIGHT", { id: FlightId(count + 1) });
holds(!none.ok && none.kind === "declared" && none.status === 4, "no such flight");

// keys of the world, one of them of two parts
const weather = await api.http.getWeather({ origin: ewr, time_hour: "2013-01-01T05:00:00-05:00" }).orThrow();
equal([weather.temp, weather.wind_gust, weather.precip], [39.02, null, 0], "numbers and nulls");
equal((await api.http.getPlane({ tailnum: PlaneId("N14228") }).orThrow()).year, null, "a year that nobody knows");
const airport = await api.ws.call("GET_AIRPORT", { faa: ewr }).orThrow();
equal([airport.lat, airport.lon, airport.alt], [40.6925, -74.168667, 18], "floats");
const odd = await api.http.getAirport({ faa: AirportId("a/b") });
holds(!odd.ok && odd.kind === "declared" && odd.status === 404, "a key with a slash is one key");

// to the last page, over rows that are equal in what they are sorted by
asked.length = 0;
const all = await collect(api.http.listFlightsAll({ sort: "distance", limit: 100 }));
equal(all.map((one) => one.id).sort((a, b) => a - b), Array.from({ length: count }, (_, n) => FlightId(n + 1)), "each once");
equal(asked.length, Math.ceil(count / 100), "as many requests as pages");
const planes = await collect(api.http.listPlanesAll({ seats__ge: 100, per_page: 1 }));
equal(planes.map((plane) => plane.tailnum), [PlaneId("N14228"), PlaneId("N14229")], "pages by number");

api.ws.close();
