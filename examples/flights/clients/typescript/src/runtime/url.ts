// Where a call goes: text, value, text, value and so on, with the values percent-encoded.
// The same in every client that svcgen makes. Do not edit: `svcgen generate` replaces it.

/** Parts of a path: text at even places, values at odd ones. */
export type PathParts = readonly (string | number | boolean)[];

/** Puts a URL together; null when a value is empty or dots, which would name another place. */
export function urlOf(baseUrl: string, path: PathParts, query: object = {}): string | null {
  let url = baseUrl.replace(/\/+$/, "");
  for (const [position, part] of path.entries()) {
    const text = String(part);
    const isValue = position % 2 === 1;
    // Dots stay dots when they are encoded (WHATWG URL, 4.4).
    if (isValue && /^\.{0,2}$/.test(text)) return null;
    url += isValue ? encodeURIComponent(text) : text;
  }
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) search.append(name, textOf(one));
    }
  }
  const text = search.toString();
  return text === "" ? url : `${url}?${text}`;
}

/** Writes a value of a query or a form. */
export function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Puts the URL of a socket together; throws RangeError when a value is empty or dots. */
export function socketUrl(baseUrl: string, path: PathParts): string {
  const url = urlOf(baseUrl, path);
  if (url === null) throw new RangeError("a path value is empty or dots");
  return url.replace(/^http/, "ws");
}
