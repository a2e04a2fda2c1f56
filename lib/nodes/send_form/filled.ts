import { z } from "zod";
import { fillTexts } from "../../engine/json-texts.ts";
import { inField, renderField } from "../../engine/render-field.ts";
import { renderValue } from "../../engine/template.ts";
import type { Context, FlowLocale, Json } from "../../engine/types.ts";
import { fitFrame, fitLine, type TextMessage } from "../../whatsapp/outgoing/fit-body.ts";
import { isBlank, oneLine } from "../../whatsapp/outgoing/fit-text.ts";
import { EMOJI, type FormMessage, MAX_FORM, MAX_SCREEN } from "../../whatsapp/outgoing/interactive-form.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import type { FormConfig } from "./config.ts";

/** A form with its values filled in. */
export const filledSchema = z.object({
  header: z.string(),
  body: z.string(),
  footer: z.string(),
  button: z.string(),
  /** Stands for header and body when the form is sent again; "" for none. */
  retry: z.string(),
  form: z.string(),
  /** "" for the form's own first screen. */
  screen: z.string(),
  values: z.record(z.string(), z.json()),
});
export type Filled = z.infer<typeof filledSchema>;

/** What opens a form whose author has written nothing for it, in the flow's language. */
const BUTTON = { "pt-BR": "Abrir", en: "Open" } as const;

/** Fills the template in that stands at `field`. */
export interface Fill {
  text(field: string, template: string): string;
  /** A text that is exactly one `{{ e }}` is e's own value. */
  value(field: string, template: string): Json;
}

/** The form, filled in. @throws FieldError for a template that fails, unless it is filled in by something milder */
export function fillForm(
  config: FormConfig,
  context: Context,
  locale?: FlowLocale,
  fill: Fill = {
    text: (field, template) => renderField(field, template, context, locale),
    value: (field, template) => inField(field, () => renderValue(template, context, locale)),
  },
): Filled {
  const { message, header, footer, button, form_id, screen, data, retry_message } = config;
  const written = fill.text("button", button);
  return {
    header: fill.text("header", header),
    body: fill.text("message", message),
    footer: fill.text("footer", footer),
    button: isBlank(withoutEmoji(written)) ? BUTTON[locale?.language ?? "pt-BR"] : withoutEmoji(written),
    retry: fill.text("retry_message", retry_message).trim(),
    form: nameOf(fill.text("form_id", form_id), MAX_FORM),
    screen: nameOf(fill.text("screen", screen), MAX_SCREEN),
    values: (data === null ? {} : fillTexts(data, "data", fill.value)) as Context,
  };
}

/** "" for what is no name of anything. */
function nameOf(text: string, most: number): string {
  const name = text.trim();
  return name.length > most || isBlank(name) || !name.isWellFormed() ? "" : name;
}

/** Meta refuses a form's button with emoji. */
const withoutEmoji = (text: string): string => oneLine(text.replace(EMOJI, "").replace(/[\u200d\ufe0f]/gu, ""));

interface Sending {
  token: string;
  fields: string[];
  /** After the contact wrote something else. */
  isRetry: boolean;
}

/** What is sent, in order; the last one has the form. */
export function formMessages(filled: Filled, { token, fields, isRetry }: Sending): (TextMessage | FormMessage)[] {
  const { retry, form, screen, values } = filled;
  const says = isRetry && retry !== "" ? { ...filled, header: "", body: retry } : filled;
  const button = fitLine(filled.button, INTERACTIVE_LIMITS.form.button) ?? BUTTON.en;
  const { ahead, body, header, footer } = fitFrame(says, button);
  const data: FormMessage["data"] = {
    kind: "form",
    header,
    footer,
    button,
    form,
    token,
    screen: screen === "" ? null : screen,
    // Without a screen there is nothing that it could be given to.
    values: screen === "" || Object.keys(values).length === 0 ? null : values,
    fields,
  };
  return [...ahead, { type: "interactive", text: body, data }];
}
