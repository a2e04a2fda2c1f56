import type { Translate } from "#lib/i18n/catalogue.ts";
import type { InputError } from "#lib/api/problem.ts";

/**
 * One thing wrong with what was sent, in the reader's language and at the place as people call it; as the API words it where the case is
 * new.
 */
export function inputErrorText({ pointer, message, code, params = {} }: InputError, sent: unknown, t: Translate): string {
  const text = code === undefined ? null : t.maybe(`errors.input-${code}`, wordsOf(params, t));
  const place = placeOf(pointer ?? "", sent, t);
  return place === "" ? capital(text ?? message) : `${capital(place)}: ${text ?? message}`;
}

/** Types of JSON by the names that the catalogue has for them. */
function wordsOf(params: Record<string, unknown>, t: Translate): Record<string, string | number> {
  const word = (name: string, value: unknown) => {
    if (name === "expected" || name === "received") return t.maybe(`errors.type-${String(value)}`) ?? String(value);
    return typeof value === "number" ? value : Array.isArray(value) ? value.map((each) => `“${String(each)}”`).join(", ") : String(value);
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(name, value)]));
}

const THINGS = new Map([
  ["nodes", "node"],
  ["transitions", "transition"],
  ["notes", "note"],
  ["tests", "test"],
]);

/** "/graph/nodes/0/config/message" as `node 1 (“Hi”), option “message”`; empty for the whole. */
function placeOf(pointer: string, sent: unknown, t: Translate): string {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const [inGraph, ...rest] = steps[0] === "graph" ? steps : ["", ...steps];
  const graph = inGraph === "graph" ? at(sent, "graph") : sent;
  const [list = "", index, ...fields] = rest;
  const thing = THINGS.get(list);
  if (thing === undefined || index === undefined) return fieldsOf(rest, t);
  const name = at(at(at(graph, list), index), "name");
  const number = t.maybe(`errors.place-${thing}`, { number: Number(index) + 1 }) ?? "";
  return [typeof name === "string" && name.trim() !== "" ? `${number} (“${name.slice(0, 60)}”)` : number, fieldsOf(fields, t)]
    .filter((part) => part !== "")
    .join(", ");
}

function fieldsOf(steps: readonly string[], t: Translate): string {
  if (steps.length === 0) return "";
  const [first = "", ...rest] = steps;
  if (first === "config" && rest.length > 0) return t("errors.place-option", { option: rest.join(".") });
  return t("errors.place-field", { field: steps.join(".") });
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
