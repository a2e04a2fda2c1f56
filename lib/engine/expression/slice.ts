import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { toNumber } from "../values/numbers.ts";
import { plain } from "../values/values.ts";
import type { Node, Step } from "./nodes.ts";

/** A part of a list or of a text, as Python takes it: `a[1:3]`, `a[-2:]`, `a[::-1]`. Of anything else there is none. */
export function sliceOf(
  value: Json,
  { from, to, step }: Extract<Step, { kind: "slice" }>,
  evaluate: (node: Node) => Json,
  env: Environment,
): Json {
  const read = (node: Node | null): number | null => {
    const bound = node === null ? null : evaluate(node);
    if (bound === null) return null;
    const number = toNumber(bound, env.language);
    if (number === null) throw new LimitError("type", problem("slice_not_number"));
    return Math.trunc(number);
  };
  const [start, end, by] = [read(from), read(to), read(step) ?? 1];
  if (by === 0) throw new LimitError("type", problem("range_without_step"));
  if (typeof value !== "string" && !Array.isArray(value)) return null;
  env.spend(value.length);
  const all: readonly unknown[] = Array.isArray(value) ? value : Array.from(value);
  const place = (bound: number | null, otherwise: number): number => {
    if (bound === null) return otherwise;
    const counted = bound < 0 ? all.length + bound : bound;
    return by > 0 ? Math.max(0, Math.min(all.length, counted)) : Math.max(-1, Math.min(all.length - 1, counted));
  };
  const first = place(start, by > 0 ? 0 : all.length - 1);
  const last = place(end, by > 0 ? all.length : -1);
  const taken: Json[] = [];
  for (let index = first; by > 0 ? index < last : index > last; index += by) taken.push(plain(all[index]));
  return Array.isArray(value) ? taken : taken.join("");
}
