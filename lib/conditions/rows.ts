/**
 * A condition as people choose it: rows of a value, a comparison and what it is compared with, joined by and / or, with one level of
 * groups. What is stored is always the code (rows-to-code.ts); rows are read from it (condition-to-rows.ts).
 */

/** In the order in which they are offered where nothing is known of the value. */
export const COMPARISONS = [
  "answers_yes",
  "answers_no",
  "is_choice",
  "same_text",
  "one_of",
  "contains_phrase",
  "contains_any",
  "contains_all",
  "begins_with",
  "is_number",
  "equals",
  "between",
  "more",
  "at_least",
  "less",
  "at_most",
  "before",
  "after",
  "is_email",
  "is_phone",
  "is_empty",
  "is_true",
] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Operand = { text: string } | { number: number } | { value: string };

export interface Row {
  /** The value's expression, as a condition reads it: `nome`, `contact.name`, `hour(now)`. */
  value: string;
  comparison: Comparison;
  negated: boolean;
  /** Null where nothing is written yet. */
  with: readonly (Operand | null)[];
  /** How somebody wrote it, where that is not how a chosen row is written; it stays until the row is changed. */
  written?: string;
}

export type Join = "and" | "or";

export interface Group {
  join: Join;
  rows: readonly Row[];
}

export interface Rows {
  join: Join;
  items: readonly (Row | Group)[];
}

export const isGroup = (item: Row | Group): item is Group => "rows" in item;

/** How much a comparison is compared with: nothing, one thing, both ends, or any number of things. */
export const TAKES: Readonly<Record<Comparison, "nothing" | "one" | "two" | "many">> = {
  answers_yes: "nothing",
  answers_no: "nothing",
  is_choice: "many",
  same_text: "one",
  one_of: "many",
  contains_phrase: "one",
  contains_any: "many",
  contains_all: "many",
  begins_with: "one",
  is_number: "nothing",
  equals: "one",
  between: "two",
  more: "one",
  at_least: "one",
  less: "one",
  at_most: "one",
  before: "one",
  after: "one",
  is_email: "nothing",
  is_phone: "nothing",
  is_empty: "nothing",
  is_true: "nothing",
};

/** What is written in the row's fields. */
export const WRITTEN_AS: Readonly<Partial<Record<Comparison, "number" | "date" | "number or date">>> = {
  equals: "number",
  more: "number",
  at_least: "number",
  less: "number",
  at_most: "number",
  between: "number or date",
  before: "date",
  after: "date",
};

/** Whether anything is still to be written. */
export function isComplete({ comparison, with: operands }: Row): boolean {
  const takes = TAKES[comparison];
  if (takes === "nothing") return true;
  return operands.length >= (takes === "two" ? 2 : 1) && operands.every((each) => each !== null && !("text" in each && each.text === ""));
}

export const allRows = ({ items }: Rows): Row[] => items.flatMap((item) => (isGroup(item) ? item.rows : [item]));
