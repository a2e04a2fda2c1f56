import type { Context, Json } from "../../engine/types.ts";
import { pathKeys } from "../../engine/values/read-path.ts";

type Keys = readonly (string | number)[];

/** Needs no quotes in a path. */
const PLAIN = /^[^.[\]{}\s"']+$/u;

/**
 * The path of a value in an answer, as an author would write it and `readPath` reads it: `items[0]["sold on"]`, "" for all of it.
 * Null where no path can say it: a key with quotes of both kinds.
 */
export function pathOfValue(keys: Keys): string | null {
  let path = "";
  for (const key of keys) {
    if (typeof key === "number") path += `[${key}]`;
    else if (PLAIN.test(key)) path += path === "" ? key : `.${key}`;
    else if (!key.includes('"')) path += `["${key}"]`;
    else if (!key.includes("'")) path += `['${key}']`;
    else return null;
  }
  return path;
}

/** The key under which a value could be kept: its last name in the answer, with a number where that is taken. */
export function proposedKey(keys: Keys, taken: readonly string[]): string {
  const name = keys.findLast((key) => typeof key === "string") ?? "";
  const cleaned = String(name)
    .replaceAll(/[^\p{L}\p{N}_]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "")
    .replace(/^(?=\p{N})/u, "_");
  const key = cleaned === "" ? "value" : cleaned;
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? key : `${key}_${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

/** What a value of the answer is kept as already; null when it is not. Two spellings of a path are one: `a.0` and `a[0]`. */
export function keyOfValue(rows: readonly Json[], keys: Keys): string | null {
  const wanted = keys.map(String).join("\0");
  const row = rows.map(rowOf).find(({ key, path }) => key !== "" && isWritten(path) && pathKeys(path)?.join("\0") === wanted);
  return row?.key ?? null;
}

/**
 * The rows of `response_mapping` with one more that keeps this value. A row whose path nobody has written yet takes it, and
 * keeps the key that the author gave it. The same rows when the value is kept already, or cannot be said by a path.
 */
export function keepValue(rows: readonly Json[], keys: Keys): readonly Json[] {
  const path = pathOfValue(keys);
  if (path === null || keyOfValue(rows, keys) !== null) return rows;
  const read = rows.map(rowOf);
  const open = read.findIndex((row) => !isWritten(row.path));
  const own = read[open]?.key ?? "";
  const key = own === "" ? proposedKey(keys, [...read.map((row) => row.key), ...RESERVED]) : own;
  return rows.toSpliced(open < 0 ? rows.length : open, open < 0 ? 0 : 1, { key, path });
}

/** What the engine itself keeps in a context, and the name of secrets. */
const RESERVED = ["message", "last_message", "contact", "secret", "http_error"];

const isWritten = (path: string) => path.trim() !== "";

function rowOf(row: Json): { key: string; path: string } {
  const { key, path } = (typeof row === "object" && row !== null && !Array.isArray(row) ? row : {}) as Context;
  return { key: typeof key === "string" ? key.trim() : "", path: typeof path === "string" ? path : "" };
}
