import { z } from "zod";
import type { Context } from "../../engine/types.ts";
import { defineOutgoing } from "./define-outgoing.ts";
import { isBlank } from "./fit-text.ts";

/**
 * A question with reply buttons or a list. `text` is the body, `data` our own shape of the rest, which is checked against Meta's limits
 * before anything is stored: what passes here Meta does not refuse for its form.
 */

/** Meta's limits. Lengths are counted in UTF-16 units, which are never fewer than code points. */
export const INTERACTIVE_LIMITS = {
  header: 60,
  body: 1024,
  footer: 60,
  buttons: { most: 3, id: 256, title: 20 },
  list: { button: 20, most: 10, id: 200, title: 24, description: 72 },
} as const;

const { header, body, footer, buttons, list } = INTERACTIVE_LIMITS;

/** Not zod's `max`, which counts code points. Meta refuses what is only white space, and we what cannot be seen. */
const visible = (most: number) =>
  z
    .string()
    .refine((text) => text.length <= most, { error: `is longer than ${most} characters` })
    .refine((text) => text.isWellFormed() && !isBlank(text), { error: "has nothing to be seen, or half a character" });

const choices = <Choice extends z.ZodType<{ id: string; title: string }>>(choice: Choice, most: number) =>
  z
    .array(choice)
    .min(1)
    .max(most)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: "two have one id" })
    .refine((all) => new Set(all.map(({ title }) => title)).size === all.length, { error: "two have one title" });

const frame = { header: visible(header).nullable(), footer: visible(footer).nullable() };

export const interactiveData = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("buttons"),
    ...frame,
    button: z.null(),
    choices: choices(z.strictObject({ id: visible(buttons.id), title: visible(buttons.title), description: z.null() }), buttons.most),
  }),
  z.strictObject({
    kind: z.literal("list"),
    ...frame,
    /** The word that opens the list. */
    button: visible(list.button),
    choices: choices(
      z.strictObject({ id: visible(list.id), title: visible(list.title), description: visible(list.description).nullable() }),
      list.most,
    ),
  }),
]);

export type InteractiveData = z.infer<typeof interactiveData>;
export interface InteractiveMessage {
  type: "interactive";
  text: string;
  data: InteractiveData;
}

export const interactive = defineOutgoing({
  type: "interactive",
  text: visible(body),
  data: interactiveData,
  toGraphPart: ({ text, data }) => ({
    type: data.kind === "buttons" ? "button" : "list",
    ...(data.header === null ? {} : { header: { type: "text", text: data.header } }),
    body: { text },
    ...(data.footer === null ? {} : { footer: { text: data.footer } }),
    action: toAction(data),
  }),
  toPlainText({ text, data }) {
    const rows = data.choices.map(({ title, description }) => (description === null ? `• ${title}` : `• ${title}: ${description}`));
    return [data.header, text, rows.join("\n"), data.footer].filter((part) => part !== null).join("\n\n");
  },
  taps({ data }) {
    const kind = data.kind === "buttons" ? "button_reply" : "list_reply";
    return data.choices.map(({ id, title, description }) => ({
      id,
      title,
      sends: {
        type: "interactive",
        interactive: { type: kind, [kind]: { id, title, ...(description === null ? {} : { description }) } },
      },
    }));
  },
});

function toAction(data: InteractiveData): Context {
  if (data.kind === "buttons") return { buttons: data.choices.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) };
  const rows = data.choices.map(({ id, title, description }) => ({ id, title, ...(description === null ? {} : { description }) }));
  return { button: data.button, sections: [{ rows }] };
}
