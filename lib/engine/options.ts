import { z } from "zod";
import { isJsonObject, isUnsafeKey } from "./context.ts";
import { type Problem, problem } from "./problem/problem.ts";
import { SECRET_ROOT } from "./template/secrets.ts";
import type { Context, Json } from "./types.ts";

/**
 * Schema pieces for node options. They accept what the replaced system exported: absent options, nulls,
 * numbers and booleans as text, blank text for "not set".
 */

const MAX_TEXT = 64_000;
const MAX_WORD = 200;
const SECONDS_PER_DAY = 86_400;
const MAX_DELAY_SECONDS = 30 * SECONDS_PER_DAY;

const blankToUndefined = (value: unknown) => (value === null || (typeof value === "string" && value.trim() === "") ? undefined : value);

const toText = (value: unknown) =>
  value === null || value === undefined ? "" : typeof value === "number" || typeof value === "boolean" ? String(value) : value;

const toNumber = (value: unknown) => {
  const given = blankToUndefined(value);
  if (typeof given !== "string") return given;
  const number = Number(given);
  return Number.isNaN(number) ? given : number;
};

const BOOLEAN_WORDS: { [word: string]: boolean } = { true: true, false: false, "1": true, "0": false, yes: true, no: false };

const toBoolean = (value: unknown) => {
  const given = blankToUndefined(value);
  if (typeof given === "string" || typeof given === "number") return BOOLEAN_WORDS[String(given).toLowerCase()] ?? given;
  return given;
};

const toObject = (value: unknown) => {
  const given = blankToUndefined(value);
  if (typeof given !== "string") return given ?? null;
  try {
    return JSON.parse(given) as unknown;
  } catch {
    return given;
  }
};

/** Ends with this problem: its message for the API, and the whole of it in zod's `params`, where `optionProblem` finds it. */
const refusing = (why: Problem) => ({ error: why.message, params: { problem: why }, abort: true });
const mustBe = <Value>(holds: (value: unknown) => boolean, why: Problem) => z.custom<Value>(holds, refusing(why));
const isString = (value: unknown): value is string => typeof value === "string";

/** Text, "" when absent. */
export const text = () =>
  z.preprocess(
    toText,
    mustBe<string>(isString, problem("must_be_text")).refine(
      (value) => value.length <= MAX_TEXT,
      refusing(problem("must_be_shorter", { most: MAX_TEXT })),
    ),
  );

/** A word or name without surrounding space; null when absent. */
export const word = () =>
  z.preprocess(
    (value) => (isString(value) ? blankToUndefined(value.trim()) : value) ?? null,
    mustBe<string | null>((value) => value === null || isString(value), problem("must_be_text")).refine(
      (value) => (value?.length ?? 0) <= MAX_WORD,
      refusing(problem("must_be_shorter", { most: MAX_WORD })),
    ),
  );

/** The id or the name of something of the organisation, also given as a number; null when absent. */
export const reference = () => z.preprocess((value) => (typeof value === "number" ? String(value) : value), word());

/**
 * The name under which a value is kept in the context; null when absent. `isNew`: of an option that no flow had before there were
 * secrets, whose name it cannot take: what is kept under it could be read as a whole only.
 */
export const contextKey = ({ isNew = false } = {}) =>
  word().refine((key) => key === null || !(isUnsafeKey(key) || (isNew && key === SECRET_ROOT)), refusing(problem("must_be_other_name")));

export const flag = (fallback: boolean) =>
  z.preprocess(
    (value) => toBoolean(value) ?? fallback,
    mustBe<boolean>((value) => typeof value === "boolean", problem("must_be_true_or_false")),
  );

const isWithin = (value: unknown, { min, max, integer = false }: Bounds) =>
  typeof value === "number" && value >= min && value <= max && (!integer || Number.isSafeInteger(value));
const notWithin = ({ min, max, integer = false }: Bounds) => problem(integer ? "must_be_whole_number" : "must_be_number", { min, max });

interface Bounds {
  min: number;
  max: number;
  integer?: boolean;
}

/** A number within bounds; null when absent. */
export const optionalNumber = (bounds: Bounds) =>
  z.preprocess(
    (value) => toNumber(value) ?? null,
    mustBe<number | null>((value) => value === null || isWithin(value, bounds), notWithin(bounds)),
  );

/** Seconds, 0 when absent, at most 30 days. */
export const delaySeconds = () => {
  const bounds = { min: 0, max: MAX_DELAY_SECONDS };
  return z.preprocess(
    (value) => toNumber(value) ?? 0,
    mustBe<number>((value) => isWithin(value, bounds), notWithin(bounds)),
  );
};

/** Any JSON; "" when absent. */
export const jsonValue = () =>
  z.preprocess(
    (value) => value ?? "",
    mustBe<Json>((value) => isJsonObject({ value }), problem("must_be_json")),
  );

/** A JSON object, also given as JSON text; null when absent. */
export const jsonObject = () =>
  z.preprocess(
    toObject,
    mustBe<Context | null>((value) => value === null || isJsonObject(value), problem("must_be_object")),
  );

/** An object with these options inside; null when absent. */
export const optionalGroup = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(
    toObject,
    z
      .custom<unknown>((value) => value === null || isJsonObject(value), refusing(problem("must_be_object")))
      .pipe(z.object(shape).nullable()),
  );

/** A list, empty when absent. */
export const list = <Item extends z.ZodType>(item: Item, most: number) =>
  z.preprocess(
    (value) => blankToUndefined(value) ?? [],
    z
      .custom<unknown[]>((value) => Array.isArray(value), refusing(problem("must_be_list")))
      .refine((rows) => rows.length <= most, refusing(problem("must_have_at_most", { most })))
      .pipe(z.array(item)),
  );

const MAX_ID = 50;
const ID = new RegExp(`^[A-Za-z0-9_-]{1,${MAX_ID}}$`);

/** The id of something that an exit is named after, apart from those that mean something else; case makes no difference. */
export const exitId = (reserved: readonly string[]) =>
  z.preprocess(
    toText,
    mustBe<string>((value) => isString(value) && ID.test(value), problem("must_be_id", { most: MAX_ID })).refine(
      (id) => !isUnsafeKey(id) && !reserved.includes(id.toLowerCase()),
      refusing(problem("must_be_other_name")),
    ),
  );

/** For `check` of a list whose rows have ids: refuses the second of two that are the same but for case, at its path. */
export function refuseSameIds({ value: rows, issues }: z.core.ParsePayload<{ id: string }[]>): void {
  const first = new Map<string, string>();
  for (const [index, { id }] of rows.entries()) {
    const other = first.get(id.toLowerCase());
    if (other === undefined) first.set(id.toLowerCase(), id);
    else issues.push({ code: "custom", input: id, path: [index, "id"], ...sameAs(other) });
  }
}

function sameAs(other: string) {
  const why = problem("must_be_unique", { other });
  return { message: why.message, params: { problem: why } };
}

/** One of several words; the first of them when absent. */
export const choice = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.preprocess((value) => blankToUndefined(isString(value) ? value.trim() : value) ?? words[0], z.enum(words));

/** An object of options; empty when absent. */
export const group = <Options extends z.ZodType>(options: Options) => z.preprocess((value) => blankToUndefined(value) ?? {}, options);

/** What is wrong with an option: the piece of this file that refused it has said so; a schema of another kind has zod's words. */
export function optionProblem(issue: z.core.$ZodIssue): Problem {
  if (issue.code === "custom" && issue.params?.problem !== undefined) return issue.params.problem as Problem;
  if (issue.code === "invalid_value") return problem("must_be_one_of", { values: issue.values.map(String).join(", ") });
  if (issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options))
    return problem("must_be_one_of", { values: issue.options.join(", ") });
  if (issue.code === "invalid_type" && issue.expected === "object") return problem("must_be_object");
  return problem("unexpected", { said: issue.message });
}
