// Made by svcgen from service.yaml. Do not edit: the next run replaces it.
// Change the spec, then run: svcgen generate

import type * as rt from "../runtime/errors.js";
import type { Package } from "../runtime/ws.js";
import type * as wire from "../runtime/scalars.js";
import type * as types from "../types.js";

/** What every package takes, gives and may fail with, by its name. */
export interface Calls {
  /** List airlines. */
  GET_AIRLINES: {
    request: types.AirlineQuery | undefined;
    reply: types.AirlineRead[];
    meta: wire.KeysetMeta;
    errors: rt.Declared<2, "invalid_data">;
  };
  /** Look up an airport by its key. */
  GET_AIRPORT: {
    request: types.AirportKey;
    reply: types.AirportRead;
    meta: null;
    errors:
      | rt.Declared<2, "invalid_data">
      | rt.Declared<4, "not_found">;
  };
  /** List flights. */
  GET_FLIGHTS: {
    request: types.FlightQuery | undefined;
    reply: types.FlightRead[];
    meta: wire.KeysetMeta;
    errors: rt.Declared<2, "invalid_data">;
  };
  /** Look up a flight by its key. */
  GET_FLIGHT: {
    request: types.FlightKey;
    reply: types.GetFlightOutput;
    meta: null;
    errors:
      | rt.Declared<2, "invalid_data">
      | rt.Declared<4, "not_found">;
  };
}

/** The packages' numbers, which never change. */
export const CALLS: { readonly [Name in keyof Calls]: Package } = {
  GET_AIRLINES: { id: 1, safe: true, errors: ["invalid_data"] },
  GET_AIRPORT: { id: 2, safe: true, errors: ["invalid_data", "not_found"] },
  GET_FLIGHTS: { id: 3, safe: true, errors: ["invalid_data"] },
  GET_FLIGHT: { id: 4, safe: true, errors: ["invalid_data", "not_found"] },
};
