const PAIRS = new Map([
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["‘", "’"],
]);

/**
 * The settings in `source` that stand in quotes, without them. A shell and a reader of .env files take quotes away;
 * `docker run --env-file`, some consoles of hosts and a copy from a text hand them over as a part of the value, where they
 * fit no signature, token or address.
 * One pair only: a value that has to begin and end with quotes is written with two.
 */
export function unquoted(names: readonly string[], source: Record<string, string | undefined>): Record<string, string> {
  const changed: Record<string, string> = {};
  for (const name of names) {
    const value = source[name]?.trim() ?? "";
    if (value.length > 1 && PAIRS.get(value.charAt(0)) === value.at(-1)) changed[name] = value.slice(1, -1);
  }
  return changed;
}
