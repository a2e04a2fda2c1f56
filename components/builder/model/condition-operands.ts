import { dateOperand, numberOperand, shownDate, valueOperand } from "#lib/conditions/operands.ts";
import { type Comparison, type Operand, type Row, TAKES, WRITTEN_AS } from "#lib/conditions/rows.ts";
import { readPosition } from "#lib/engine/values/position.ts";
import type { Locale } from "#lib/i18n/locale.ts";

/** What somebody wrote into the field of a row, and what the row holds for it. Several things have commas between them. */
export function readOperands(text: string, comparison: Comparison, locale: Locale): (Operand | null)[] {
  if (TAKES[comparison] !== "many") return [readOperand(text, comparison, locale)];
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => (comparison === "is_choice" ? choiceOperand(each) : { text: each }));
}

export function readOperand(text: string, comparison: Comparison, locale: Locale): Operand | null {
  const written = text.trim();
  if (written === "") return null;
  switch (WRITTEN_AS[comparison]) {
    case undefined:
      return valueOperand(written) ?? { text: written };
    case "number":
      return numberOperand(written, locale);
    case "date":
      return dateNamed(written) ?? dateOperand(written, locale);
    case "number or date":
      return numberOperand(written, locale) ?? dateNamed(written) ?? dateOperand(written, locale);
  }
}

const NAMED: Readonly<Record<string, string>> = { hoje: "today", today: "today", agora: "now", now: "now" };
function dateNamed(text: string): Operand | null {
  const value = NAMED[text.toLowerCase()];
  return value === undefined ? null : { value };
}

function choiceOperand(text: string): Operand {
  const number = readPosition(text);
  return number === null ? { text } : { number };
}

/** What the field shows for it. */
export function operandText(operand: Operand | null, { comparison }: Pick<Row, "comparison">, locale: Locale): string {
  if (operand === null) return "";
  if ("number" in operand) return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 20 }).format(operand.number);
  if ("text" in operand) return (WRITTEN_AS[comparison]?.includes("date") ? shownDate(operand.text, locale) : null) ?? operand.text;
  const named = Object.entries(NAMED).filter(([, value]) => value === operand.value);
  return named[locale === "pt-BR" ? 0 : 1]?.[0] ?? `{{ ${operand.value} }}`;
}

export const operandsText = (operands: readonly (Operand | null)[], row: Pick<Row, "comparison">, locale: Locale): string =>
  operands.map((each) => operandText(each, row, locale)).join(", ");
