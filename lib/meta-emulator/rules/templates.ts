import { objectOf, listOf } from "#lib/json/read-json.ts";
import type { Refusal } from "../graph-error.ts";
import type { TemplateSend } from "../send/template.ts";
import type { Form, Template } from "../types.ts";

/** Whether the template is there, may be sent, and takes these values; their form has been checked before. */
export function templateRefusal(templates: readonly Template[], send: TemplateSend): Refusal | null {
  const template = templates.find(({ name, language }) => name === send.name && language === send.language.code);
  if (template === undefined) return { code: 132001, details: `template name (${send.name}) does not exist in ${send.language.code}` };
  if (template.status === "PAUSED") return { code: 132015, details: `template ${send.name} is paused` };
  if (template.status === "DISABLED") return { code: 132016, details: `template ${send.name} is disabled` };
  if (template.status !== "APPROVED") return { code: 132001, details: `template ${send.name} is ${template.status}` };
  const given: Given = { isNamed: template.parameter_format === "NAMED", parts: (send.components ?? []).map(objectOf) };
  return partsRefusal(template.components, given, MOST_BODY) ?? carouselRefusal(template, given) ?? codeRefusal(template, given);
}

/** Filled in. */
const MOST_BODY = 1_024;
const MOST_CODE = 15;

/** What was sent for a template, or for one card of its carousel. */
interface Given {
  isNamed: boolean;
  parts: readonly Part[];
}
type Part = Readonly<Record<string, unknown>>;

const partOf = (components: readonly Part[], type: string): Part =>
  components.find((part) => String(part["type"]).toUpperCase() === type) ?? {};
const parametersOf = (parts: readonly Part[], type: string): Part[] => listOf(partOf(parts, type)["parameters"]).map(objectOf);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function partsRefusal(components: readonly Part[], given: Given, mostBody: number): Refusal | null {
  const body = textOf(partOf(components, "BODY")["text"]);
  const filled = parametersOf(given.parts, "BODY");
  return (
    variablesRefusal("body", body, filled, given.isNamed) ??
    lengthRefusal(body, filled, mostBody) ??
    headerRefusal(partOf(components, "HEADER"), given) ??
    buttonsRefusal(listOf(partOf(components, "BUTTONS")["buttons"]).map(objectOf), given)
  );
}

const variablesIn = (text: string): string[] => [...new Set(Array.from(text.matchAll(/\{\{(\w+)\}\}/g), ([, name = ""]) => name))];

/** As many as were approved, and by their names where they have some. */
function variablesRefusal(where: string, text: string, given: readonly Part[], isNamed: boolean): Refusal | null {
  const expected = variablesIn(text);
  if (given.length !== expected.length)
    return {
      code: 132000,
      details: `${where}: number of localizable_params (${given.length}) does not match the expected number of params (${expected.length})`,
    };
  const names = given.map((parameter) => parameter["parameter_name"]);
  if (!isNamed && names.some((name) => name !== undefined))
    return { code: 100, details: `${where}: the template's variables are positional, and take no parameter_name` };
  if (!isNamed) return null;
  if (names.includes(undefined)) return { code: 100, details: `${where}: Parameter name is missing or empty` };
  const unknown = names.find((name) => !expected.includes(String(name)));
  return unknown === undefined ? null : { code: 132000, details: `${where}: the template has no variable ${String(unknown)}` };
}

function lengthRefusal(text: string, given: readonly Part[], most: number): Refusal | null {
  const variables = variablesIn(text);
  const filled = text.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    wordsOf(given.find((parameter) => parameter["parameter_name"] === name) ?? given[variables.indexOf(name)] ?? {}),
  );
  return filled.length > most ? { code: 132005, details: "body: translated text too long" } : null;
}

const wordsOf = (parameter: Part): string =>
  textOf(parameter["text"]) || textOf(objectOf(parameter["currency"] ?? parameter["date_time"])["fallback_value"]);

function headerRefusal(header: Part, { parts, isNamed }: Given): Refusal | null {
  const format = textOf(header["format"]).toLowerCase();
  const [given] = parametersOf(parts, "HEADER");
  if (format === "text" && (given === undefined || given["type"] === "text"))
    return variablesRefusal("header", textOf(header["text"]), given === undefined ? [] : [given], isNamed);
  const type = textOf(given?.["type"]);
  if (type === format) return null;
  return {
    code: 132012,
    details: `header: format mismatch, expected ${format.toUpperCase() || "none"}, received ${type.toUpperCase() || "none"}`,
  };
}

/** What is sent for each kind of button, by Meta's name of the kind. */
const SUB_TYPES: Readonly<Record<string, string>> = {
  QUICK_REPLY: "quick_reply",
  URL: "url",
  OTP: "url",
  COPY_CODE: "copy_code",
  FLOW: "flow",
  CATALOG: "catalog",
  MPM: "mpm",
  VOICE_CALL: "voice_call",
};

/** Whether this button can not do without a value. */
const wantsValue = ({ type, url }: Part): boolean =>
  type === "OTP" || type === "COPY_CODE" || type === "MPM" || (type === "URL" && textOf(url).includes("{{"));

function buttonsRefusal(buttons: readonly Part[], { parts }: Given): Refusal | null {
  const given = parts.filter(({ type }) => textOf(type).toLowerCase() === "button");
  for (const part of given) {
    const sub = textOf(part["sub_type"]).toLowerCase();
    const button = part["index"] === undefined ? buttons.find(({ type }) => type === "VOICE_CALL") : buttons[Number(part["index"])];
    const isOfKind = button !== undefined && SUB_TYPES[textOf(button["type"])] === sub;
    if (!isOfKind || (sub === "url" && !wantsValue(button)))
      return { code: 132012, details: `buttons: the button at index ${String(part["index"])} takes no ${sub} parameter` };
  }
  const missing = buttons.findIndex(
    (button, at) => wantsValue(button) && !given.some((part) => part["index"] !== undefined && Number(part["index"]) === at),
  );
  if (missing < 0) return null;
  return {
    code: 131008,
    details: `buttons: Button at index ${missing} of type ${textOf(buttons[missing]?.["type"])} requires a parameter`,
  };
}

/** Cards of pictures are as many as were approved, each filled in like a template of its own. */
function carouselRefusal(template: Template, { parts, isNamed }: Given): Refusal | null {
  const approved = listOf(partOf(template.components, "CAROUSEL")["cards"]).map(objectOf);
  const given = listOf(partOf(parts, "CAROUSEL")["cards"]).map(objectOf);
  const isOfProducts = approved.some((card) => partOf(listOf(card["components"]).map(objectOf), "HEADER")["format"] === "PRODUCT");
  if (given.length !== approved.length && !(isOfProducts && given.length > 0))
    return { code: 132012, details: `carousel: expected ${approved.length} cards, received ${given.length}` };
  for (const [at, card] of given.entries()) {
    const of = objectOf(approved[Math.min(at, approved.length - 1)]);
    const refusal = partsRefusal(
      listOf(of["components"]).map(objectOf),
      { isNamed, parts: listOf(card["components"]).map(objectOf) },
      MOST_CARD,
    );
    if (refusal !== null) return { ...refusal, details: `card ${at}: ${refusal.details}` };
  }
  return null;
}
const MOST_CARD = 160;

/** A one-time password stands in the text and in the button, and is the same. */
function codeRefusal({ category }: Template, { parts }: Given): Refusal | null {
  if (category !== "AUTHENTICATION") return null;
  const code = wordsOf(parametersOf(parts, "BODY")[0] ?? {});
  const buttons = parts.filter(({ type }) => textOf(type).toLowerCase() === "button");
  const isSame = buttons.every((button) => wordsOf(listOf(button["parameters"]).map(objectOf)[0] ?? {}) === code);
  if (isSame && code.length <= MOST_CODE) return null;
  return { code: 132018, details: `the code must be the same in body and button, and have at most ${MOST_CODE} characters` };
}

/** A form may be sent when it is published, or as a draft when that is said. */
export function formRefusal(forms: readonly Form[], interactive: unknown): Refusal | null {
  const parameters = objectOf(objectOf(objectOf(interactive)["action"])["parameters"]);
  const { flow_id: id, flow_name: name, mode } = parameters;
  const form = forms.find((each) => (id === undefined ? each.name === name : each.id === id));
  if (form === undefined)
    return { code: 131009, details: `Flow with ${id === undefined ? "name" : "id"} ${String(id ?? name)} does not exist.` };
  if (form.status === "BLOCKED") return { code: 132068, details: `Flow ${form.id} is blocked.` };
  if (form.status === "THROTTLED") return { code: 132069, details: `Flow ${form.id} is throttled: 10 messages an hour.` };
  const may = form.status === "PUBLISHED" || (form.status === "DRAFT" && mode === "draft");
  return may
    ? null
    : { code: 131009, details: `Flow ${form.id} is ${form.status}, and can not be sent${mode === "draft" ? "" : " in mode published"}.` };
}
