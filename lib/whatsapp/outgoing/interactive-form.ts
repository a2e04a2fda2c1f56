import { z } from "zod";
import type { Context } from "../../engine/types.ts";
import { defineKind, visible } from "./interactive-kind.ts";
import { frame, framedText, INTERACTIVE_LIMITS, toFrame } from "./interactive-parts.ts";

/** A WhatsApp form (Meta's "Flow"): a button that opens the screens of a form that was published at Meta. */

/** Meta's of a name, and far above its ids. */
export const MAX_FORM = 200;
export const MAX_SCREEN = 200;
const MAX_TOKEN = 1000;
const MAX_FIELDS = 50;

/** Meta refuses a button with emoji here. */
export const EMOJI = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u20e3/gu;

export const formData = z.strictObject({
  kind: z.literal("form"),
  ...frame,
  /** What opens the form. */
  button: visible(INTERACTIVE_LIMITS.form.button).refine((text) => text.search(EMOJI) < 0, { error: "has emoji" }),
  /** Its id at Meta, which is all digits; else its name. */
  form: visible(MAX_FORM),
  /** Comes back with the answer, and says which send it answers. */
  token: visible(MAX_TOKEN),
  /** The first screen; null: the form's own. */
  screen: visible(MAX_SCREEN).nullable(),
  /** What that screen is given; null for nothing, as Meta refuses an empty object. */
  values: z
    .record(z.string(), z.json())
    .refine((values) => Object.keys(values).length > 0, { error: "is empty" })
    .nullable(),
  /** Fields of the answer that the flow reads: whoever plays the contact is offered those. */
  fields: z.array(z.string()).max(MAX_FIELDS),
});

export type FormData = z.infer<typeof formData>;
export interface FormMessage {
  type: "interactive";
  text: string;
  data: FormData;
}

const isId = (form: string): boolean => /^\d+$/.test(form);

export const formKind = defineKind({
  data: formData,
  toGraphPart: (message) => ({ type: "flow", ...toFrame(message), action: { name: "flow", parameters: parametersOf(message.data) } }),
  toPlainText: (message) => framedText(message, `• ${message.data.button}`),
  taps: ({ data: { token, button, fields } }) => [
    { id: `${token}:form`, title: button, sends: formReply(token, {}), fill: { fields, sends: (values) => formReply(token, values) } },
  ],
});

function parametersOf({ form, button, token, screen, values }: FormData): Context {
  return {
    flow_message_version: "3",
    ...(isId(form) ? { flow_id: form } : { flow_name: form }),
    flow_cta: button,
    flow_token: token,
    mode: "published",
    flow_action: "navigate",
    ...(screen === null ? {} : { flow_action_payload: { screen, ...(values === null ? {} : { data: values }) } }),
  };
}

/** What Meta posts for a form that was filled in. */
function formReply(token: string, values: Context) {
  const response_json = JSON.stringify({ ...values, flow_token: token });
  return { type: "interactive", interactive: { type: "nfm_reply", nfm_reply: { name: "flow", body: "Sent", response_json } } };
}
