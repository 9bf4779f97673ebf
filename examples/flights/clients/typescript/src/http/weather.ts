// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import * as rt from "../runtime/http.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What listWeatherHours declares that it may fail with. */
export type ListWeatherHoursErrors = rt.Declared<400 | 422, "invalid_data">;

/** List weather hours. */
export function listWeatherHours(
  http: rt.Http,
  input: types.WeatherQuery = {},
  options?: rt.CallOptions,
): rt.Call<wire.Page<types.WeatherRead, wire.KeysetMeta>, ListWeatherHoursErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/weather-hours"],
    status: 200,
    query: input,
    errors: ["invalid_data"],
  };
  return rt.call(http, operation, options);
}

/** List weather hours. Every item, page after page. */
export function listWeatherHoursAll(
  http: rt.Http,
  input: types.WeatherQuery = {},
  options?: rt.CallOptions,
): AsyncGenerator<types.WeatherRead, void, undefined> {
  return rt.everyItem((page) => listWeatherHours(http, page, options), input);
}

/** What getWeather declares that it may fail with. */
export type GetWeatherErrors =
  | rt.Declared<400 | 422, "invalid_data">
  | rt.Declared<404, "not_found">;

/** Look up a weather by its key. */
export function getWeather(
  http: rt.Http,
  input: types.WeatherKey,
  options?: rt.CallOptions,
): rt.Call<types.WeatherRead, GetWeatherErrors, 200> {
  const operation: rt.Operation = {
    method: "GET",
    path: ["/api/weather-hours/", input.origin, "/", input.time_hour],
    status: 200,
    errors: ["invalid_data", "not_found"],
  };
  return rt.call(http, operation, options);
}
