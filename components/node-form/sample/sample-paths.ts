import { conditionPaths, parseCondition } from "#lib/engine/condition.ts";
import { isJsonObject } from "#lib/engine/context.ts";
import { templatePaths } from "#lib/engine/template.ts";
import type { Context, Json } from "#lib/engine/types.ts";

/** The ways into the context that a text or a condition reads, each once; none where it cannot be read. */
export function pathsRead(language: "template" | "condition", source: string): string[] {
  try {
    return [
      ...new Set(language === "template" ? templatePaths(source) : source.trim() === "" ? [] : conditionPaths(parseCondition(source))),
    ];
  } catch {
    return [];
  }
}

type Key = string | number;

/** `user.name`, `items[0]`, `fields["first name"]` as keys. */
function keysOf(path: string): Key[] {
  return [...path.matchAll(/\[("(?:[^"\\]|\\.)*"|\d+)\]|[^.[\]]+/g)].map(([whole, bracketed]) =>
    bracketed === undefined ? whole : (JSON.parse(bracketed) as Key),
  );
}

/** What the sample holds there; undefined when nothing. */
export function readPath(sample: Context, path: string): Json | undefined {
  return keysOf(path).reduce<Json | undefined>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<Key, Json>)[key];
  }, sample);
}

/**
 * The sample with another value there; what stands in the way of it gives way. Null when the sample cannot hold it, such as under
 * `__proto__`.
 */
export function writePath(sample: Context, path: string, value: Json): Context | null {
  const put = (holder: Json | undefined, [key, ...rest]: readonly Key[]): Json => {
    if (key === undefined) return value;
    if (typeof key === "number") {
      const list = Array.isArray(holder) ? [...holder] : [];
      while (list.length < key && list.length < 100) list.push(null);
      list[Math.min(key, 100)] = put(list[key], rest);
      return list;
    }
    const inside = typeof holder === "object" && holder !== null && !Array.isArray(holder) ? holder : {};
    return { ...inside, [key]: put(Object.hasOwn(inside, key) ? inside[key] : undefined, rest) };
  };
  const written = put(sample, keysOf(path));
  return isJsonObject(written) ? written : null;
}

/** A value as an author writes it: texts as they are, all else as JSON. */
export const valueAsWritten = (value: Json | undefined): string =>
  value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);

/** What an author wrote, as JSON where it is, else as text. */
export function valueOf(written: string): Json {
  try {
    return JSON.parse(written) as Json;
  } catch {
    return written;
  }
}
