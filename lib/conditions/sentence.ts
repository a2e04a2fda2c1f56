import { isUnfinished } from "../engine/compile.ts";
import { type MessageKey, translator } from "../i18n/catalogue.ts";
import { formatter } from "../i18n/format.ts";
import type { Locale } from "../i18n/locale.ts";
import { conditionToRows } from "./condition-to-rows.ts";
import { shownDate } from "./operands.ts";
import { isGroup, type Join, type Operand, type Row, TAKES, WRITTEN_AS } from "./rows.ts";

/** What people call what a condition reads; null where nobody knows, and for all that is missing here. */
export interface ConditionNames {
  /** Of a value by its expression, such as `contact.name`. */
  value?: (source: string) => string | null;
  /** The title of a choice, by its id or its place, of those that this value may hold. */
  choice?: (source: string, wanted: string | number) => string | null;
}

/** A condition as a sentence in the reader's language; as its code where it says what no row can say. */
export function conditionSentence(code: string, locale: Locale, names: ConditionNames = {}): string {
  const t = translator(locale);
  const rows = conditionToRows(code);
  if (rows === null) return code;
  if (rows.items.length === 0) return isUnfinished(code) ? t("conditions.unfinished") : code;
  const join = (parts: readonly string[], word: Join) => parts.join(` ${t(word === "and" ? "conditions.joinAnd" : "conditions.joinOr")} `);
  const items = rows.items.map((item) => {
    if (!isGroup(item)) return rowSentence(item, locale, names);
    const said = join(
      item.rows.map((row) => rowSentence(row, locale, names)),
      item.join,
    );
    return rows.items.length > 1 ? `(${said})` : said;
  });
  return join(items, rows.join);
}

function rowSentence(row: Row, locale: Locale, names: ConditionNames = {}): string {
  return `${valueName(row.value, locale, names)} ${comparisonText(row, withText(row, locale, names), locale)}`;
}

/** `… is between … and …`, with what is compared, or with an ellipsis for each. */
export function comparisonText(
  { comparison, negated }: Pick<Row, "comparison" | "negated">,
  parts: readonly string[],
  locale: Locale,
): string {
  const params = { with: parts[0] ?? "…", from: parts[0] ?? "…", to: parts[1] ?? "…" };
  return translator(locale).maybe(`conditions.${negated ? "not" : "says"}_${comparison}`, params) ?? comparison;
}

/** The end of one sentence is enough for several: "a, b or c". */
function withText(row: Row, locale: Locale, names: ConditionNames): string[] {
  const said = row.with.map((each) => operandText(row, each, locale, names));
  if (TAKES[row.comparison] !== "many") return said;
  return said.length === 0 ? [] : [listFormat(locale, row.comparison === "contains_all" ? "conjunction" : "disjunction").format(said)];
}

const listFormats = new Map<string, Intl.ListFormat>();
/** Made once: cards ask for sentences at every frame while something is dragged. */
function listFormat(locale: Locale, type: "conjunction" | "disjunction"): Intl.ListFormat {
  const key = `${locale} ${type}`;
  const format = listFormats.get(key) ?? new Intl.ListFormat(locale, { type });
  listFormats.set(key, format);
  return format;
}

function operandText({ value, comparison }: Row, operand: Operand | null, locale: Locale, names: ConditionNames): string {
  if (operand === null) return "…";
  if ("value" in operand) return valueName(operand.value, locale, names);
  const wanted = "number" in operand ? operand.number : operand.text;
  const title = comparison === "is_choice" ? (names.choice?.(value, wanted) ?? null) : null;
  if (title !== null) return quoted(title);
  if (typeof wanted === "number") return formatter(locale).number(wanted, { useGrouping: false, maximumFractionDigits: 20 });
  return (WRITTEN_AS[comparison]?.includes("date") ? shownDate(wanted, locale) : null) ?? quoted(wanted);
}

const quoted = (text: string): string => `“${text}”`;

const OWN_NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
const BUILT_IN: Readonly<Record<string, MessageKey>> = {
  last_message: "conditions.lastMessage",
  "message.text": "conditions.messageText",
  "message.type": "conditions.messageType",
  "message.data": "conditions.messageData",
  "message.data.referral.source_id": "conditions.referralId",
  "message.data.referral.source_type": "conditions.referralType",
  "message.data.referral.headline": "conditions.referralHeadline",
  "message.data.referral.ctwa_clid": "conditions.referralClick",
  "contact.name": "conditions.contactName",
  "contact.phone": "conditions.contactPhone",
  earlier: "conditions.earlier",
  now: "conditions.now",
  today: "conditions.today",
  "hour(now)": "conditions.hourNow",
  "weekday(now)": "conditions.weekdayNow",
};

/** What we call a value that every flow has; null for any other. */
export function builtInName(source: string, locale: Locale): string | null {
  const key = Object.hasOwn(BUILT_IN, source) ? BUILT_IN[source] : undefined;
  return key === undefined ? null : translator(locale).maybe(key);
}

/** What a value is called: by those who know it, by us, or by its own name with spaces. */
export function valueName(source: string, locale: Locale, names: ConditionNames = {}): string {
  const known = names.value?.(source) ?? null;
  if (known !== null) return known;
  const builtIn = builtInName(source, locale);
  if (builtIn !== null) return builtIn;
  const measured = /^len\((.+)\)$/u.exec(source)?.[1];
  if (measured !== undefined) return translator(locale)("conditions.lengthOf", { value: valueName(measured, locale, names) });
  return OWN_NAME.test(source) ? source.replaceAll("_", " ").trim() || source : source.replace(/^context\["([^"\\]+)"\]$/, "$1");
}
