import type { Context } from "#lib/engine/types.ts";
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
  return countRefusal(template, send) ?? headerRefusal(template, send);
}

const partOf = (template: Template, type: string): Context => template.components.find((part) => part["type"] === type) ?? {};
const sent = (send: TemplateSend, type: string): readonly unknown[] =>
  listOf(send.components?.map(objectOf).find((part) => part["type"] === type)?.["parameters"]);

function countRefusal(template: Template, send: TemplateSend): Refusal | null {
  const text = String(partOf(template, "BODY")["text"] ?? "");
  const expected = new Set(text.match(/\{\{\w+\}\}/g)).size;
  const given = sent(send, "body");
  if (given.length !== expected)
    return {
      code: 132000,
      details: `body: number of localizable_params (${given.length}) does not match the expected number of params (${expected})`,
    };
  const length = given.reduce<number>((sum, parameter) => sum + String(objectOf(parameter)["text"] ?? "").length, text.length);
  return length > 1_024 + 5 * expected ? { code: 132005, details: "body: translated text too long" } : null;
}

function headerRefusal(template: Template, send: TemplateSend): Refusal | null {
  const format = String(partOf(template, "HEADER")["format"] ?? "").toLowerCase();
  const [given] = sent(send, "header");
  const type = String(objectOf(given)["type"] ?? "");
  const isExpected = format !== "" && (format !== "text" || String(partOf(template, "HEADER")["text"]).includes("{{"));
  if (isExpected === (given !== undefined) && (!isExpected || type === format)) return null;
  return {
    code: 132012,
    details: `header: format mismatch, expected ${format.toUpperCase() || "none"}, received ${type.toUpperCase() || "none"}`,
  };
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
