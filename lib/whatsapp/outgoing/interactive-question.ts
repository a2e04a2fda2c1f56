import { z } from "zod";
import type { Context } from "../../engine/types.ts";
import { defineKind, visible } from "./interactive-kind.ts";
import { frame, framedText, INTERACTIVE_LIMITS, pictureHeader, replyTap, toFrame } from "./interactive-parts.ts";

/** A question with reply buttons or a list. */

const { buttons, list } = INTERACTIVE_LIMITS;

const choices = <Choice extends z.ZodType<{ id: string; title: string }>>(choice: Choice, most: number) =>
  z
    .array(choice)
    .min(1)
    .max(most)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: "two have one id" })
    .refine((all) => new Set(all.map(({ title }) => title)).size === all.length, { error: "two have one title" });

const buttonsData = z.strictObject({
  kind: z.literal("buttons"),
  ...frame,
  header: z.union([frame.header, pictureHeader]),
  button: z.null(),
  choices: choices(z.strictObject({ id: visible(buttons.id), title: visible(buttons.title), description: z.null() }), buttons.most),
});

const listData = z.strictObject({
  kind: z.literal("list"),
  ...frame,
  /** The word that opens the list. */
  button: visible(list.button),
  choices: choices(
    z.strictObject({ id: visible(list.id), title: visible(list.title), description: visible(list.description).nullable() }),
    list.most,
  ),
});

/** A question with choices, of either kind. */
export type QuestionData = z.infer<typeof buttonsData> | z.infer<typeof listData>;

export interface QuestionMessage {
  type: "interactive";
  text: string;
  data: QuestionData;
}

type ListData = z.infer<typeof listData>;

export const buttonsKind = defineKind({
  data: buttonsData,
  toGraphPart: (message) => ({
    type: "button",
    ...toFrame(message),
    action: { buttons: message.data.choices.map(({ id, title }) => ({ type: "reply", reply: { id, title } })) },
  }),
  toPlainText: (message) => framedText(message, rowsOf(message.data)),
  taps: ({ data }) => data.choices.map(({ id, title }) => replyTap("button_reply", { id, title })),
});

export const listKind = defineKind({
  data: listData,
  toGraphPart: (message) => ({ type: "list", ...toFrame(message), action: listAction(message.data) }),
  toPlainText: (message) => framedText(message, rowsOf(message.data)),
  taps: ({ data }) => data.choices.map((choice) => replyTap("list_reply", choice)),
});

function listAction({ button, choices: offered }: ListData): Context {
  const rows = offered.map(({ id, title, description }) => ({ id, title, ...(description === null ? {} : { description }) }));
  return { button, sections: [{ rows }] };
}

const rowsOf = ({ choices: offered }: QuestionData): string =>
  offered.map(({ title, description }) => (description === null ? `• ${title}` : `• ${title}: ${description}`)).join("\n");
