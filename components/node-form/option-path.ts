import { isUnsafeKey } from "#lib/engine/context.ts";
import type { Context, Json } from "#lib/engine/types.ts";

/**
 * An option inside a config is named by its path: `message`, `auth.token`, `choices.2.title`. In a list a key is the
 * number of a row, counted from 0.
 */

/** What stands at a path; undefined where nothing does. */
export function readOption(config: Context, path: string): Json | undefined {
  return path.split(".").reduce<Json | undefined>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    if (Array.isArray(value)) return isRow(key) ? value[Number(key)] : undefined;
    return value[key];
  }, config);
}

/**
 * The config with another value at a path; `undefined` takes the option or the row away. Objects that are missing on the way are
 * made, and a list for its first text. The same config when nothing changes, and where a path leads nowhere: into a text, into a
 * row that the list does not have (one behind the last may be added), by a key that no object may have.
 */
export function writeOption(config: Context, path: string, value: Json | undefined): Context {
  return write(config, path.split("."), value) as Context;
}

const isRow = (key: string) => /^(0|[1-9]\d*)$/.test(key);

function write(holder: Json, [key = "", ...rest]: readonly string[], value: Json | undefined): Json {
  if (Array.isArray(holder)) return writeRow(holder, key, rest, value);
  if (typeof holder !== "object" || holder === null || isUnsafeKey(key)) return holder;
  const before = Object.hasOwn(holder, key) ? holder[key] : undefined;
  const after = changed(before, rest, value);
  if (after === before) return holder;
  if (after !== undefined) return { ...holder, [key]: after };
  const { [key]: _, ...others } = holder;
  return others;
}

function writeRow(rows: Json[], key: string, rest: readonly string[], value: Json | undefined): Json {
  const index = Number(key);
  if (!isRow(key) || index > rows.length) return rows;
  const after = changed(rows[index], rest, value);
  if (after === rows[index]) return rows;
  return after === undefined ? rows.toSpliced(index, 1) : rows.toSpliced(index, 1, after);
}

/** What shall stand where `before` stands. */
function changed(before: Json | undefined, rest: readonly string[], value: Json | undefined): Json | undefined {
  if (rest.length === 0) return value;
  if (before !== undefined && before !== null) return write(before, rest, value);
  if (value === undefined || rest.some(isUnsafeKey)) return before;
  // The first of a list of texts; a field of a row needs the row.
  if (rest.length === 1 && rest[0] === "0") return [value];
  return rest.some(isRow) ? before : write({}, rest, value);
}
