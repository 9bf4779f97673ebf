// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as wire from "./runtime/scalars.js";

/** Two letters. */
export type AirlineId = wire.Brand<string, "AirlineId">;
export function AirlineId(value: string): AirlineId {
  return value as AirlineId;
}

/** The code of the Federal Aviation Administration. */
export type AirportId = wire.Brand<string, "AirportId">;
export function AirportId(value: string): AirportId {
  return value as AirportId;
}

/** The key of Plane. */
export type PlaneId = wire.Brand<string, "PlaneId">;
export function PlaneId(value: string): PlaneId {
  return value as PlaneId;
}

/** The key. */
export type FlightId = wire.Brand<number, "FlightId">;
export function FlightId(value: number): FlightId {
  return value as FlightId;
}

/** A carrier. */
export interface AirlineRead {
  /** Two letters. */
  carrier: AirlineId;
  name: string;
}

/** What makes a new airline. */
export interface AirlineCreate {
  /** Two letters. */
  carrier: AirlineId;
  name: string;
}

/** Which airline is meant. */
export interface AirlineKey {
  /** Two letters. */
  carrier: AirlineId;
}

/** Which airlines are listed, and in which order. */
export interface AirlineQuery {
  /** Items in a page, 1 to 100; 20 unless said. */
  limit?: number;
  /** Where the page begins: `next_cursor` or `prev_cursor` of another. */
  cursor?: string;
  /** Count all items too. */
  total?: boolean;
  /** Fields separated by commas, `-` for descending; of: name. */
  sort?: string;
  name__contains?: string;
}

/** An airport in the United States. */
export interface AirportRead {
  /** The code of the Federal Aviation Administration. */
  faa: AirportId;
  name: string;
  lat: number;
  lon: number;
  /** Feet above the sea. */
  alt: number;
  /** Hours from UTC. */
  tz: number;
  dst: string;
  tzone: string | null;
}

/** Which airport is meant. */
export interface AirportKey {
  /** The code of the Federal Aviation Administration. */
  faa: AirportId;
}

/** Which airports are listed, and in which order. */
export interface AirportQuery {
  /** Items in a page, 1 to 100; 20 unless said. */
  limit?: number;
  /** Where the page begins: `next_cursor` or `prev_cursor` of another. */
  cursor?: string;
  /** Count all items too. */
  total?: boolean;
  /** Fields separated by commas, `-` for descending; of: name, alt. */
  sort?: string;
  name__contains?: string;
  /** Feet above the sea. */
  alt__ge?: number;
  /** Feet above the sea. */
  alt__le?: number;
  tzone?: string;
  tzone__null?: boolean;
}

/** A plane of the register. */
export interface PlaneRead {
  tailnum: PlaneId;
  year: number | null;
  type: string;
  manufacturer: string;
  model: string;
  engines: number;
  seats: number;
  speed: number | null;
  engine: string;
}

/** Which plane is meant. */
export interface PlaneKey {
  tailnum: PlaneId;
}

/** Which planes are listed, and in which order. */
export interface PlaneQuery {
  /** The number of the page, from 1. */
  page?: number;
  /** Items in a page, 1 to 100; 20 unless said. */
  per_page?: number;
  /** Fields separated by commas, `-` for descending; of: year, seats. */
  sort?: string;
  manufacturer?: string;
  year?: number;
  year__ge?: number;
  year__null?: boolean;
  seats__ge?: number;
}

/** The weather at an airport in one hour. */
export interface WeatherRead {
  origin: AirportId;
  time_hour: wire.DateTime;
  year: number;
  month: number;
  day: number;
  hour: number;
  temp: number | null;
  dewp: number | null;
  humid: number | null;
  wind_dir: number | null;
  wind_speed: number | null;
  wind_gust: number | null;
  precip: number | null;
  pressure: number | null;
  visib: number | null;
}

/** Which weather is meant. */
export interface WeatherKey {
  origin: AirportId;
  time_hour: wire.DateTime;
}

/** Which weather hours are listed, and in which order. */
export interface WeatherQuery {
  /** Items in a page, 1 to 100; 20 unless said. */
  limit?: number;
  /** Where the page begins: `next_cursor` or `prev_cursor` of another. */
  cursor?: string;
  /** Count all items too. */
  total?: boolean;
  /** Fields separated by commas, `-` for descending; of: time_hour. */
  sort?: string;
  origin?: AirportId;
  time_hour__ge?: wire.DateTime;
  time_hour__lt?: wire.DateTime;
  temp__null?: boolean;
}

/** A flight that left New York City in 2013. */
export interface FlightRead {
  /** The key. */
  id: FlightId;
  year: number;
  month: number;
  day: number;
  /** As on a clock: 517 is 5:17. */
  dep_time: number | null;
  sched_dep_time: number;
  /** Minutes; negative is early. */
  dep_delay: number | null;
  arr_time: number | null;
  sched_arr_time: number;
  arr_delay: number | null;
  carrier: AirlineId;
  /** The flight's number. */
  flight: number;
  tailnum: PlaneId | null;
  origin: AirportId;
  dest: AirportId;
  air_time: number | null;
  distance: number;
  hour: number;
  minute: number;
  time_hour: wire.DateTime;
}

/** Which flight is meant. */
export interface FlightKey {
  /** The key. */
  id: FlightId;
}

/** Which flights are listed, and in which order. */
export interface FlightQuery {
  /** Items in a page, 1 to 100; 20 unless said. */
  limit?: number;
  /** Where the page begins: `next_cursor` or `prev_cursor` of another. */
  cursor?: string;
  /** Count all items too. */
  total?: boolean;
  /**
   * Fields separated by commas, `-` for descending; of: time_hour, dep_delay, distance.
   */
  sort?: string;
  carrier?: AirlineId;
  tailnum?: PlaneId;
  tailnum__null?: boolean;
  origin?: AirportId;
  dest?: AirportId;
  /** Minutes; negative is early. */
  dep_delay__ge?: number;
  /** As on a clock: 517 is 5:17. */
  dep_time__null?: boolean;
  time_hour__ge?: wire.DateTime;
  time_hour__lt?: wire.DateTime;
}

/** One of flights with what it refers to. */
export interface GetFlightOutput extends FlightRead {
  airline: AirlineRead;
  plane: PlaneRead | null;
  from_airport: AirportRead;
  to_airport: AirportRead | null;
}

export interface CountRowsOutput {
  airlines: number;
  airports: number;
  planes: number;
  weather: number;
  flights: number;
}
