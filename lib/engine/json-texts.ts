import { isUnsafeKey } from "./context.ts";
import type { Json } from "./types.ts";

/** A JSON value that an author wrote, whose texts are templates. Its depth is bounded where it was read. */

/** Its texts by their paths, which begin with `path`. */
export function textsIn(value: unknown, path: string): { [path: string]: string } {
  if (typeof value === "string") return { [path]: value };
  if (typeof value !== "object" || value === null) return {};
  const inner = Object.entries(value).map(([key, item]) => textsIn(item, `${path}.${key}`));
  return Object.assign({}, ...inner) as { [path: string]: string };
}

/** A copy with what `valueOf` makes of its texts. */
export function fillTexts(value: unknown, path: string, valueOf: (path: string, text: string) => Json): Json {
  if (typeof value === "string") return valueOf(path, value);
  if (typeof value !== "object" || value === null) return value as Json;
  if (Array.isArray(value)) return value.map((item, index) => fillTexts(item, `${path}.${index}`, valueOf));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !isUnsafeKey(key))
      .map(([key, item]) => [key, fillTexts(item, `${path}.${key}`, valueOf)]),
  );
}
