import { z } from "zod";
import { renderField, renderUrlField } from "../../engine/render-field.ts";
import type { Context, FlowLocale } from "../../engine/types.ts";
import type { Choice } from "./choice.ts";
import { resolveChoices } from "./choices-from.ts";
import type { ChoicesConfig } from "./config.ts";
import { offerChoices } from "./offered.ts";
import type { Question } from "./presentation.ts";

const askedSchema = z.object({
  header: z.string(),
  /** The address of a picture; absent where there is none. */
  image: z.string().optional(),
  body: z.string(),
  footer: z.string(),
  button: z.string(),
  /** What the contact gets instead of header and body after an answer that was not understood; "" for the same once more. */
  retry: z.string(),
  choices: z.array(
    z.object({ id: z.string(), title: z.string(), description: z.string(), words: z.array(z.string()), privateId: z.boolean().optional() }),
  ),
});

/** What stays while the contact is being asked: the answer is compared with what was offered, whatever the context holds by then. */
export const askingSchema = z.object({
  /** Of the visit that asked first: the buttons of each repetition have it, so that a tap on any of them counts. */
  token: z.string(),
  page: z.number(),
  /** Answers so far that were none of the choices. */
  tries: z.number(),
  asked: askedSchema,
});

/** A question with its values filled in. */
export type Asked = z.infer<typeof askedSchema>;
export type Asking = z.infer<typeof askingSchema>;

/** What Siga itself says to a contact. Flows have no language of their own yet; an author writes the first as `button`. */
const WORDS: Question["words"] = { button: "Ver opções", more: "Ver mais" };

/** Fills the template in that stands at `field`. */
type Fill = (field: string, template: string, context: Context, locale?: FlowLocale) => string;

const FILL = { text: renderField, url: renderUrlField };

/**
 * The question, filled in. `leftOut`: some items of the list are no choices.
 * @throws FieldError for a template that fails, unless it is filled in by something milder
 */
export function ask(
  config: ChoicesConfig,
  context: Context,
  locale?: FlowLocale,
  { text, url }: { text: Fill; url: Fill } = FILL,
): { asked: Asked; leftOut: boolean } {
  const fill = (field: string, template: string) => text(field, template, context, locale);
  const image = url("header_image", config.header_image, context, locale);
  const { choices, leftOut } = choicesOf(config, context, fill);
  const asked = {
    header: fill("header", config.header),
    ...(image.trim() !== "" && { image }),
    body: fill("message", config.message),
    footer: fill("footer", config.footer),
    button: fill("button", config.button),
    retry: fill("retry_message", config.retry_message),
    choices,
  };
  return { asked, leftOut };
}

function choicesOf(
  { choices, choices_from }: ChoicesConfig,
  context: Context,
  fill: (field: string, text: string) => string,
): { choices: Asked["choices"]; leftOut: boolean } {
  if (choices_from !== null) {
    const { choices: found, unusable } = resolveChoices(context, choices_from);
    return { choices: found.map((choice) => ({ ...choice, words: [...choice.words] })), leftOut: unusable.length > 0 };
  }
  const filled = choices.map((choice, index) => ({
    ...choice,
    title: fill(`choices.${index}.title`, choice.title),
    description: fill(`choices.${index}.description`, choice.description),
  }));
  return { choices: filled, leftOut: false };
}

/** `isRetry`: after an answer that was not understood. */
export function questionOf({ token, asked }: Pick<Asking, "token" | "asked">, paged: boolean, isRetry: boolean): Question {
  const { header, image, body, footer, button, retry } = asked;
  const says = isRetry && retry.trim() !== "" ? { header: "", body: retry } : { header, picture: image, body };
  const choices: readonly Choice[] = asked.choices;
  return { token, ...says, footer, button, words: WORDS, choices: offerChoices(choices), paged };
}
