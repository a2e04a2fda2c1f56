/** Needs no quotes in a path. */
const PLAIN = /^[^.[\]{}\s"']+$/u;

/**
 * The path that leads by these keys, as an author would write it (`items[0]["sold on"]`) and `readPath` reads it: "" for none.
 * Null where no path can say it: a key with quotes of both kinds.
 */
export function pathText(keys: readonly (string | number)[]): string | null {
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
