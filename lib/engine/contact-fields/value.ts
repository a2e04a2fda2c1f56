import type { Json } from "../types.ts";
import { fold } from "../values/normal-text.ts";
import { toNumber } from "../values/numbers.ts";
import { answerIn } from "../values/yes-no.ts";
import type { ContactField } from "./types.ts";

const LONGEST_TEXT = 10_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const WRITTEN_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const TRUTH: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["x", true],
  ["verdadeiro", true],
  ["false", false],
  ["0", false],
  ["falso", false],
]);

/** Whether the field may hold this value as it is. */
export function fitsField({ type, choices }: ContactField, value: Json): boolean {
  if (type === "number") return typeof value === "number" && Number.isFinite(value);
  if (type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string" || value.length > LONGEST_TEXT) return false;
  if (type === "date") return ISO_DAY.test(value) && readDay(value) === value;
  return type === "text" || choices.includes(value);
}

/**
 * What a text says, as the field holds it; undefined where it says nothing of the kind. Numbers are read as people of this language write
 * them; a day is written 2026-11-30, or day first: 30/11/2026.
 */
export function readFieldText(field: ContactField, written: string, language: string): Json | undefined {
  const text = written.trim();
  if (field.type === "number") return toNumber(text, language) ?? undefined;
  if (field.type === "boolean") return readTruth(text);
  if (field.type === "date") return readDay(text);
  if (field.type === "choice") return field.choices.find((choice) => fold(choice) === fold(text));
  return text.length <= LONGEST_TEXT ? text : undefined;
}

/** A value that a flow gives, as the field holds it: as it is where that fits, else what its text says. */
export function asFieldValue(field: ContactField, value: Json, language: string): Json | undefined {
  if (fitsField(field, value)) return value;
  if (typeof value === "object") return undefined;
  return readFieldText(field, String(value), language);
}

function readTruth(text: string): boolean | undefined {
  const said = answerIn(text);
  return said === null ? TRUTH.get(fold(text)) : said === "yes";
}

/** As `2026-11-30`; undefined where the calendar has no such day. */
function readDay(text: string): string | undefined {
  const [, year, month, day] = ISO_DAY.exec(text) ?? [];
  if (year !== undefined) return realDay(Number(year), Number(month), Number(day));
  const [, first, second, third] = WRITTEN_DAY.exec(text) ?? [];
  return third === undefined ? undefined : realDay(Number(third), Number(second), Number(first));
}

function realDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined;
}
