import { type Consent, type ContactField, LANGUAGE, LONGEST_LABEL, LONGEST_NAME, MOST_LABELS } from "../engine/contact-fields/types.ts";
import { readFieldText } from "../engine/contact-fields/value.ts";
import type { ContactChanges, Json } from "../engine/types.ts";
import { cutText } from "../engine/values/cut-text.ts";
import { fold } from "../engine/values/normal-text.ts";
import { answerIn } from "../engine/values/yes-no.ts";
import type { Target } from "./columns.ts";

/** Why a row is not applied. */
type RowProblemCode =
  | "phone_missing"
  | "phone_unreadable"
  | "phone_without_country"
  | "name_too_long"
  | "language_unknown"
  | "labels_too_many"
  | "label_too_long"
  | "consent_unknown"
  | "field_wrong"
  | "fields_too_large"
  | "opted_out";

export interface RowProblem {
  code: RowProblemCode;
  /** The column's head; "" for what is about the row. */
  column: string;
}

interface RowRules {
  heads: readonly string[];
  /** By column; null: not read. */
  targets: readonly (Target | null)[];
  fields: readonly ContactField[];
  /** Which everybody of the file gets. */
  labels: readonly string[];
  /** In which numbers are written. */
  language: string;
  /** Digits with the country code, or why there are none. */
  readPhone(text: string): { waId: string } | { problem: "phone_unreadable" | "phone_without_country" };
}

export interface ReadRow {
  /** Null where it could not be read. */
  waId: string | null;
  changes: ContactChanges;
  problems: RowProblem[];
}

const LABEL_ENDS = /[,;|]/;
const MOST_FIELD_TEXT = 10_000;

/** What a row says of a contact; an empty cell says nothing. Every problem is told, not only the first. */
export function readRow(cells: readonly string[], { heads, targets, fields, labels, language, readPhone }: RowRules): ReadRow {
  const problems: RowProblem[] = [];
  let waId: string | null = null;
  const changes: ContactChanges = labels.length > 0 ? { labels_on: [...labels] } : {};
  const known = new Map(fields.map((field) => [field.key, field]));
  for (const [index, target] of targets.entries()) {
    const text = (cells[index] ?? "").trim();
    const refuse = (code: RowProblem["code"]) => void problems.push({ code, column: heads[index] ?? "" });
    if (target === null || text === "") continue;
    if (target === "phone") {
      const read = readPhone(text);
      if ("waId" in read) waId = read.waId;
      else refuse(read.problem);
    } else if (target === "name") {
      if (text.length > LONGEST_NAME) refuse("name_too_long");
      else changes.name = text;
    } else if (target === "language") {
      const tag = text.replaceAll("_", "-");
      if (LANGUAGE.test(tag) && tag.length <= 35) changes.language = tag;
      else refuse("language_unknown");
    } else if (target === "labels") {
      const said = labelsOf(text);
      if (said.some((label) => label.length > LONGEST_LABEL)) refuse("label_too_long");
      else if (said.length > MOST_LABELS) refuse("labels_too_many");
      else changes.labels_on = [...new Set([...(changes.labels_on ?? []), ...said])];
    } else if (target === "consent") {
      const consent = consentOf(text);
      if (consent === null) refuse("consent_unknown");
      else changes.consent = consent;
    } else {
      const key = target.slice("fields.".length);
      const field = known.get(key);
      const value: Json | undefined = field === undefined ? cutText(text, MOST_FIELD_TEXT) : readFieldText(field, text, language);
      if (value === undefined) refuse("field_wrong");
      else changes.fields = { ...changes.fields, [key]: value };
    }
  }
  if (waId === null && !problems.some(({ code }) => code.startsWith("phone_")))
    problems.push({ code: "phone_missing", column: heads[targets.indexOf("phone")] ?? "" });
  return { waId, changes, problems };
}

const labelsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(LABEL_ENDS)
      .map((label) => label.trim())
      .filter((label) => label !== ""),
  ),
];

function consentOf(text: string): Consent | null {
  const said = fold(text);
  if (said === "opted_in" || said === "opted_out") return said;
  const answer = answerIn(text);
  return answer === null ? null : answer === "yes" ? "opted_in" : "opted_out";
}
