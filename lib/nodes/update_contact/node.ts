import { z } from "zod";
import { LANGUAGE, LONGEST_LABEL, LONGEST_NAME, OWN_KEYS } from "../../engine/contact-fields/types.ts";
import { asFieldValue } from "../../engine/contact-fields/value.ts";
import { type ConfigIssue, defineNode, type NodeInput } from "../../engine/define-node.ts";
import { choice, contextKey, flag, group, jsonValue, list, text } from "../../engine/options.ts";
import { inField, renderField } from "../../engine/render-field.ts";
import { DEFAULT_LANGUAGE } from "../../engine/values/environment.ts";
import { renderValue } from "../../engine/template.ts";
import type { ContactChanges, Context, Effect, Json } from "../../engine/types.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { cutText } from "../../engine/values/cut-text.ts";
import { isRecord } from "../../engine/values/values.ts";

/** Codes of the issues that only this type has. */
export type UpdateContactIssue = "nothing_to_update" | "reserved_field";

export const CONSENTS = ["unchanged", "opted_in", "opted_out"] as const;
export const MAX_FIELDS = 50;
const MAX_LABELS = 50;
export const NOTES = {
  nothing: "nothing of the contact was changed",
  unfit: "a field was left as it was, because the value does not fit its type",
} as const;

/** Also as an object of fields. */
const toRows = (value: unknown) =>
  isJsonRecord(value)
    ? Object.entries(value).map(([key, field]) => (field === null ? { key, remove: true } : { key, value: field }))
    : value;
const isJsonRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const updateContactConfig = z.object({
  /** Templates; blank leaves them as they are. */
  name: text(),
  language: text(),
  fields: z.preprocess(toRows, list(z.object({ key: contextKey({ isNew: true }), value: jsonValue(), remove: flag(false) }), MAX_FIELDS)),
  labels: group(z.object({ on: list(text(), MAX_LABELS), off: list(text(), MAX_LABELS) })),
  consent: choice(CONSENTS),
});
type Config = z.infer<typeof updateContactConfig>;

export const updateContact = defineNode<Config>({
  type: "update_contact",
  family: "people",
  config: updateContactConfig,
  defaults: {},
  exits: () => ["next"],
  summary: ({ name, fields, labels }) =>
    [name, ...fields.map(({ key }) => key ?? ""), ...labels.on.map((label) => `+${label}`), ...labels.off.map((label) => `-${label}`)].join(
      " ",
    ),
  templates: ({ name, language, fields, labels }) => ({
    name,
    language,
    ...Object.fromEntries(
      fields.flatMap(({ value, remove }, index) => (typeof value === "string" && !remove ? [[`fields.${index}.value`, value]] : [])),
    ),
    ...Object.fromEntries(labels.on.map((label, index) => [`labels.on.${index}`, label])),
    ...Object.fromEntries(labels.off.map((label, index) => [`labels.off.${index}`, label])),
  }),
  sets: () => ["contact"],
  readsContactFields: true,

  check(config) {
    const { name, language, fields, labels, consent } = config;
    const isIdle = [name, language].every((each) => each.trim() === "") && consent === "unchanged";
    const issues: (ConfigIssue & { code: UpdateContactIssue })[] = [];
    if (isIdle && fields.length + labels.on.length + labels.off.length === 0)
      issues.push({ severity: "warning", code: "nothing_to_update", field: "name", message: "changes nothing of the contact" });
    for (const [index, { key }] of fields.entries()) {
      if (key === null || !OWN_KEYS.has(key)) continue;
      const message = `writes a field "${key}", which every contact has by itself`;
      issues.push({ severity: "error", code: "reserved_field", field: `fields.${index}.key`, message, params: { key } });
    }
    return [...issues, ...checkKeys(Object.fromEntries(fields.map(({ key }, index) => [`fields.${index}.key`, key])))];
  },

  enter(input) {
    const { changes, isUnfit } = fitting(changesOf(input), input);
    if (Object.keys(changes).length === 0) return { exit: "next", note: isUnfit ? NOTES.unfit : NOTES.nothing };
    const effect: Effect = { type: "update_contact", changes };
    const set = { contact: changed(input.context["contact"], changes) };
    return { exit: "next", effects: [effect], set, ...(isUnfit && { note: NOTES.unfit }) };
  },
});

function changesOf({ config, context, locale }: NodeInput<Config>): ContactChanges {
  const say = (field: string, written: string) => renderField(field, written, context, locale).trim();
  const labels = (kind: "on" | "off") => [
    ...new Set(
      config.labels[kind]
        .map((label, index) => cutText(say(`labels.${kind}.${index}`, label), LONGEST_LABEL))
        .filter((label) => label !== ""),
    ),
  ];
  const name = cutText(say("name", config.name), LONGEST_NAME);
  const language = say("language", config.language).replaceAll("_", "-");
  const fields = Object.fromEntries(
    config.fields.flatMap(({ key, value, remove }, index): [string, Json][] => {
      if (key === null || OWN_KEYS.has(key)) return [];
      if (remove || typeof value !== "string") return [[key, remove ? null : value]];
      const typed = inField(`fields.${index}.value`, () => renderValue(value, context, locale));
      return [[key, JSON.parse(JSON.stringify(typed)) as Json]];
    }),
  );
  const [on, off] = [labels("on"), labels("off")];
  return {
    ...(name !== "" && { name }),
    ...(LANGUAGE.test(language) && { language }),
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(on.length > 0 && { labels_on: on }),
    ...(off.length > 0 && { labels_off: off }),
    ...(config.consent !== "unchanged" && { consent: config.consent }),
  };
}

/** Fields with a type hold nothing else: a text is read as one, and what says nothing of the kind leaves the field as it is. */
function fitting(
  changes: ContactChanges,
  { contactFields = [], locale }: NodeInput<Config>,
): { changes: ContactChanges; isUnfit: boolean } {
  const { fields, ...others } = changes;
  if (fields === undefined) return { changes, isUnfit: false };
  const known = new Map(contactFields.map((field) => [field.key, field]));
  const read = Object.entries(fields).map(([key, value]) => {
    const field = known.get(key);
    return [key, field === undefined || value === null ? value : asFieldValue(field, value, locale?.language ?? DEFAULT_LANGUAGE)] as const;
  });
  const fit = Object.fromEntries(read.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
  const isUnfit = read.some(([, value]) => value === undefined);
  return { changes: { ...others, ...(Object.keys(fit).length > 0 && { fields: fit }) }, isUnfit };
}

/** The contact as the texts after this node read it. */
function changed(
  was: Json | undefined,
  { name, language, fields = {}, labels_on = [], labels_off = [], consent }: ContactChanges,
): Context {
  const { labels: hadLabels, fields: hadFields, ...contact } = isRecord(was) ? was : {};
  const had = Array.isArray(hadLabels) ? hadLabels : [];
  const labels = [...new Set([...had, ...labels_on])].filter((label) => typeof label !== "string" || !labels_off.includes(label));
  const isThere = ([, value]: [string, unknown]) => value !== null;
  const known = Object.entries({ ...contact, ...fields }).filter(isThere);
  const kept = Object.entries({ ...(isRecord(hadFields) ? hadFields : {}), ...fields }).filter(isThere);
  return {
    ...Object.fromEntries(known),
    // Both ways to a field lead to the same value; what is empty is not there, as where the contact is read anew.
    ...(kept.length > 0 && { fields: Object.fromEntries(kept) }),
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    ...(labels.length > 0 && { labels }),
    ...(consent !== undefined && { consent }),
  };
}
