import { type Problem, problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";

/** What a function, filter, test or method is given in the order of its parameters; undefined: not given. */
export type Values = readonly (Json | undefined)[];
/** Given by name where the callable has no such parameter and takes any (`dict(a=1)`). */
export type NamedValues = { readonly [name: string]: Json };

/** A function, filter, test or method. Of the last three the first parameter is the value before it. */
export interface Callable {
  readonly parameters: readonly string[];
  /** So many of them have to be given. */
  readonly required: number;
  /** Any number of further values. */
  readonly takesMore: boolean;
  /** Any further names. */
  readonly takesNames: boolean;
  run(values: Values, env: Environment, named: NamedValues): Json;
}

/** The most values that a callable takes which takes any number. */
const MOST_VALUES = 100;

/**
 * A callable with the parameters of its signature: `"value digits? method?"`, with `*` behind the last for any number of values and
 * `**` for any names.
 */
export function callable(signature: string, run: Callable["run"]): Callable {
  const words = signature.split(" ").filter((word) => word !== "");
  const parameters = words.filter((word) => word !== "*" && word !== "**");
  return {
    parameters: parameters.map((word) => word.replace("?", "")),
    required: parameters.filter((word) => !word.endsWith("?")).length,
    takesMore: words.includes("*"),
    takesNames: words.includes("**"),
    run,
  };
}

/** The values in the order of the parameters. Throws a `LimitError` where they do not fit; `here`: where the call stands. */
export function arranged<Value>(
  name: string,
  { parameters, required, takesMore, takesNames }: Callable,
  values: readonly (Value | undefined)[],
  named: readonly { name: string; value: Value }[],
  here: () => Problem,
  before: number,
): { values: (Value | undefined)[]; named: { name: string; value: Value }[] } {
  const placed: (Value | undefined)[] = [...values];
  const others: { name: string; value: Value }[] = [];
  for (const each of named) {
    const place = parameters.indexOf(each.name);
    if (place >= before && placed[place] === undefined) placed[place] = each.value;
    else if (takesNames && place < 0) others.push(each);
    else throw new LimitError("syntax", problem("value_name_unknown", { name, given: each.name, where: here() }));
  }
  const most = takesMore ? MOST_VALUES : parameters.length;
  const isMissing = Array.from({ length: required }, (_, index) => placed[index]).includes(undefined);
  if (placed.length > most || isMissing) throw wrongCount(name, required - before, most - before, values.length - before, here());
  return { values: placed, named: others };
}

function wrongCount(name: string, fewest: number, most: number, given: number, where: Problem): LimitError {
  if (fewest === most) return new LimitError("syntax", problem("takes_values", { name, where, count: most, given }));
  return new LimitError("syntax", problem("takes_values_between", { name, where, fewest, most, given }));
}
