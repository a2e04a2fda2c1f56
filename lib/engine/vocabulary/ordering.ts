import type { Json } from "../types.ts";
import type { Environment } from "../values/environment.ts";
import { toNumber } from "../values/numbers.ts";
import { equals, order, plain } from "../values/values.ts";

/** Case counts only when asked for. */
const caseless = (value: Json): Json => (typeof value === "string" ? value.toLowerCase() : value);

/** The items by what `pick` finds in them; those that are equal or have no order keep theirs, and nothing comes last. */
export function sorted(
  items: readonly Json[],
  pick: (item: Json) => Json,
  env: Environment,
  { reverse = false, hasCase = false }: { reverse?: boolean; hasCase?: boolean } = {},
): Json[] {
  const keyed = items.map((item) => {
    const key = pick(item);
    return { item, key: hasCase ? key : caseless(key) };
  });
  const sign = reverse ? -1 : 1;
  keyed.sort((a, b) => {
    env.spend(1);
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    return sign * rank(a.key, b.key, env);
  });
  return keyed.map(({ item }) => item);
}

function rank(a: Json, b: Json, env: Environment): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let index = 0; index < Math.min(a.length, b.length); index++) {
      const difference = rank(caseless(a[index] ?? null), caseless(b[index] ?? null), env);
      if (difference !== 0) return difference;
    }
    return a.length - b.length;
  }
  return order(a, b, env) ?? 0;
}

/** Each value once, the first of those that are equal. */
export function distinct(items: readonly Json[], pick: (item: Json) => Json, env: Environment, hasCase: boolean): Json[] {
  const scalars = new Set<string>();
  const others: Json[] = [];
  return items.filter((item) => {
    const picked = pick(item);
    const key = hasCase ? picked : caseless(picked);
    env.spend(typeof key === "string" ? 1 + key.length : 1);
    if (typeof key === "object" && key !== null) {
      if (others.some((other) => equals(other, key, env))) return false;
      others.push(key);
      return true;
    }
    const name = `${typeof key}:${String(key)}`;
    if (scalars.has(name)) return false;
    scalars.add(name);
    return true;
  });
}

/** The smallest or largest by its number, or of texts by their characters; null where there is none. */
export function extreme(
  items: readonly Json[],
  pick: (item: Json) => Json,
  env: Environment,
  isBetter: (difference: number) => boolean,
  hasCase = false,
): Json {
  let best: { item: Json; key: Json } | null = null;
  for (const item of items) {
    env.spend(1);
    const picked = pick(item);
    const key = hasCase ? picked : caseless(picked);
    if (key === null) continue;
    const difference = best === null ? null : order(key, best.key, env);
    if (best === null || (difference !== null && isBetter(difference))) best = { item, key };
  }
  return best?.item ?? null;
}

/** The sum of what is a number among them; lists are put together where a list is what it starts with. */
export function total(items: readonly Json[], pick: (item: Json) => Json, env: Environment, start: Json = 0): Json {
  if (Array.isArray(start)) {
    const lists = [start, ...items.map(pick)].filter((each) => Array.isArray(each));
    env.spend(lists.reduce((sum, list) => sum + list.length, 0));
    return lists.flatMap((list) => Array.from(list, plain));
  }
  return items.reduce<number>(
    (sum, item) => {
      env.spend(1);
      return sum + (toNumber(pick(item), env.language) ?? 0);
    },
    toNumber(start, env.language) ?? 0,
  );
}

/** Halves go away from zero. */
export function roundTo(number: number, digits: number): number {
  const [mantissa, exponent = "0"] = String(Math.abs(number)).split("e");
  const scaled = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  const [wholePart, power = "0"] = String(scaled).split("e");
  const rounded = Number(`${wholePart}e${Number(power) - digits}`);
  return Number.isFinite(rounded) ? Math.sign(number) * rounded : number;
}
