import { z } from "zod";
import { contextKey, delaySeconds, flag, jsonObject, list, text } from "../../engine/options.ts";

export const MAX_FIELDS = 50;

export const formConfig = z.object({
  /** Templates, as are header, footer, button, form_id, screen and retry_message. */
  message: text(),
  header: text(),
  footer: text(),
  /** What opens the form. */
  button: text(),
  /** The form's id at Meta, which is all digits, or its name. */
  form_id: text(),
  /** The first screen; blank: the form's own. */
  screen: text(),
  /** What that screen is given; its texts are templates. */
  data: jsonObject(),
  /** The context key gets what was filled into the field. */
  fields: list(z.object({ field: text(), key: contextKey({ isNew: true }) }), MAX_FIELDS),
  /** The context key gets all that was filled in. */
  context_key: contextKey({ isNew: true }),
  /** Said, with the form once more, when the contact writes something else; blank: nothing. */
  retry_message: text(),
  /** From the entry on; 0: as long as it takes. */
  timeout_seconds: delaySeconds(),
  hears_earlier: flag(false),
});

export type FormConfig = z.infer<typeof formConfig>;

/** The rows that say from where to where. */
export const mappedFields = ({ fields }: FormConfig): { field: string; key: string }[] =>
  fields.flatMap(({ field, key }) => (key === null || field.trim() === "" ? [] : [{ field: field.trim(), key }]));

/** The context keys that an answer sets. */
export function keysOf(config: FormConfig): string[] {
  const keys = mappedFields(config).map(({ key }) => key);
  return [...new Set(config.context_key === null ? keys : [...keys, config.context_key])];
}
