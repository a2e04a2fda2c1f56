import { UNFINISHED } from "../engine/compile.ts";
import { allRows, type Group, isComplete, isGroup, type Operand, type Row, type Rows, TAKES } from "./rows.ts";

const OPERATORS: Partial<Record<Row["comparison"], string>> = { equals: "==", more: ">", at_least: ">=", less: "<", at_most: "<=" };
const MISSING = "none";

/**
 * The condition that the rows say. What is unfinished is written too, behind something that is never true: it leads nobody on, and comes
 * back as it was. Empty groups are left out.
 */
export function rowsToCode(rows: Rows): string {
  const items = rows.items.filter((item) => !isGroup(item) || item.rows.length > 0);
  if (items.length === 0) return UNFINISHED;
  const only = items.length === 1 ? items[0] : undefined;
  const code = only && isGroup(only) ? joined(only) : items.map((item) => itemCode(item)).join(` ${rows.join} `);
  return allRows(rows).every(isComplete) ? code : `${UNFINISHED} and (${code})`;
}

const itemCode = (item: Row | Group): string =>
  isGroup(item) ? (item.rows.length === 1 ? joined(item) : `(${joined(item)})`) : rowCode(item);
const joined = ({ join, rows }: Group): string => rows.map(rowCode).join(` ${join} `);

const rowCode = (row: Row): string => row.written ?? chosenCode(row);

/** How a chosen row is written. */
export function chosenCode({ value, comparison, negated, with: operands }: Omit<Row, "written">): string {
  const [first = null, second = null] = operands;
  const no = negated ? "not " : "";
  const operator = OPERATORS[comparison];
  // `x == none` would ask whether it is empty.
  if (operator !== undefined)
    return `${no}${value} ${operator} ${comparison === "equals" && first === null ? `[${MISSING}]` : operandCode(first)}`;
  // A call alone would be read as a comparison of its own.
  if (comparison === "is_true") return `${no}${value}${value.includes("(") ? " == true" : ""}`;
  const name = comparison === "one_of" ? "same_text" : comparison;
  return `${no}${name}(${[value, ...values()].join(", ")})`;

  function values(): string[] {
    switch (TAKES[comparison]) {
      case "nothing":
        return [];
      case "one":
        return [operandCode(first)];
      case "two":
        return [operandCode(first), operandCode(second)];
      case "many":
        return comparison === "is_choice" && operands.length === 1
          ? [operandCode(first)]
          : [`[${operands.map((each) => operandCode(each)).join(", ")}]`];
    }
  }
}

/** Texts as JSON writes them: the language knows all its escapes. */
function operandCode(operand: Operand | null): string {
  if (operand === null || ("text" in operand && operand.text === "")) return MISSING;
  if ("text" in operand) return JSON.stringify(operand.text);
  return "number" in operand ? numberCode(operand.number) : operand.value;
}

/** Never with an exponent, which is no number of the language. */
const numberCode = (number: number): string => number.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 20 });
