import { z } from "zod";
import { contextKey, exitId, list, refuseSameIds, text } from "../../engine/options.ts";
import { OTHER_NAMES, TEST_NAMES, type TestName, TESTS } from "./tests.ts";

export const OTHERWISE = "otherwise";
export const MAX_CASES = 50;
export const MAX_WITH = 100;

/** A number is kept as the expression of it, so that no language's way of writing numbers changes it. */
const toWritten = (value: unknown) => (typeof value === "number" && /^-?\d+(\.\d+)?$/.test(String(value)) ? `{{ ${value} }}` : value);

/** One thing, a list of them, or the ends of a range by their names. */
function toList(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value.map(toWritten);
  if (typeof value !== "object") return [toWritten(value)];
  const { from, to, min, max } = value as Record<string, unknown>;
  return [from ?? min, to ?? max].map(toWritten);
}

const toTest = (value: unknown) => {
  const name = typeof value === "string" ? value.trim() : value;
  return typeof name === "string" && Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : (name ?? "equals");
};

const caseSchema = z.object({
  id: exitId([OTHERWISE]),
  test: z.preprocess(toTest, z.enum(TEST_NAMES)),
  /** Templates: what the test is given. */
  with: z.preprocess(toList, list(text(), MAX_WITH)),
});

export const switchConfig = z.object({
  /** A template or an expression; blank: the words of the last message. */
  value: text(),
  cases: list(caseSchema, MAX_CASES).check(refuseSameIds),
  save_as: contextKey({ isNew: true }),
});

export type SwitchConfig = z.infer<typeof switchConfig>;
export type Case = SwitchConfig["cases"][number];

/** The value as a template: what is written without braces is an expression. */
export function asTemplate(value: string): string {
  if (value.trim() === "") return "{{ last_message }}";
  return value.includes("{") ? value : `{{ ${value} }}`;
}

/** What the test is given, each as it was written. Where several are expected, one text may hold them, with commas between. */
export function writtenWith({ test, with: given }: Case): readonly string[] {
  const takes = TESTS[test];
  const [only = ""] = given;
  if (takes === "nothing") return [];
  if (takes === "one" || given.length !== 1 || only.includes("{") || !only.includes(",")) return given;
  return only.split(",").map((part) => part.trim());
}

const SIGNS: Readonly<Partial<Record<TestName, string>>> = {
  equals: "=",
  more_than: ">",
  is_at_least: "≥",
  less_than: "<",
  is_at_most: "≤",
  before: "<",
  after: ">",
  matches: "~",
};
const LONGEST_LABEL = 60;

/** What the exit of a case is called: what the test is given, with a sign where there is one. Null where it is given nothing. */
export function labelOf(one: Case): string | null {
  const given = writtenWith(one)
    .map((written) => /^\{\{ (-?[\d.]+) \}\}$/.exec(written)?.[1] ?? written.trim())
    .filter((part) => part !== "");
  if (given.length === 0) return null;
  const sign = SIGNS[one.test];
  const label = one.test === "between" ? given.join(" – ") : `${sign === undefined ? "" : `${sign} `}${given.join(", ")}`;
  return label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL)}…` : label;
}
