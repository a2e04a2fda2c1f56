import type { Json } from "../types.ts";

const STEP = /^(?:\.?([^.[\]{}\s"']+)|\[\s*(?:"([^"]*)"|'([^']*)'|(\d{1,9}))\s*\])/u;
const INDEX = /^\d{1,9}$/;

/**
 * The keys of a path into a value, as an author writes it: `items[0].id`, `order["sold on"]`, also in braces. None for a
 * blank one, which is the value itself; null for a text that is no path.
 */
export function pathKeys(path: string): string[] | null {
  let rest = path
    .trim()
    .replace(/^\{\{?\s*/u, "")
    .replace(/\}\}?$/u, "")
    .trim();
  const keys: string[] = [];
  while (rest !== "") {
    const step = STEP.exec(rest);
    if (step === null || (keys.length === 0 && rest.startsWith("."))) return null;
    keys.push(step[1] ?? step[2] ?? step[3] ?? step[4] ?? "");
    rest = rest.slice(step[0].length);
  }
  return keys;
}

/** What stands at the end of a path: own properties and items of lists only, null where there is none or the text is no path. */
export function readPath(value: Json, path: string): Json {
  const keys = pathKeys(path);
  if (keys === null) return null;
  return keys.reduce<Json>((at, key) => {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return null;
    if (Array.isArray(at)) return INDEX.test(key) ? (at[Number(key)] ?? null) : null;
    return at[key] ?? null;
  }, value);
}
