import { isJsonObject } from "../../engine/context.ts";
import type { Context, Json } from "../../engine/types.ts";
import type { BODY_TYPES } from "./config.ts";

type BodyType = (typeof BODY_TYPES)[number];

/** The body as an author wrote it, for another type: what was written goes along in the form that the type has. */
export function convertBody(written: Json | undefined, type: BodyType): Context {
  const value = isJsonObject(written) ? written.value : undefined;
  if (value === undefined || type === "none") return value === undefined ? { type } : { type, value };
  if (type === "form") return { type, value: Array.isArray(value) ? value : rowsOf(value) };
  if (Array.isArray(value)) return { type, value: value.length === 0 ? "" : textOf(value) };
  return { type, value };
}

/** The members of a JSON object as rows; none of any other text. */
function rowsOf(value: Json): Json[] {
  const object = typeof value === "string" ? parse(value) : value;
  if (!isJsonObject(object)) return [];
  return Object.entries(object).map(([name, item]) => ({ name, value: typeof item === "string" ? item : JSON.stringify(item) }));
}

function textOf(rows: readonly Json[]): string {
  const pairs = rows.flatMap((row) =>
    isJsonObject(row) && typeof row.name === "string" && row.name !== "" ? [[row.name, row.value]] : [],
  );
  return JSON.stringify(Object.fromEntries(pairs), null, 2);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
