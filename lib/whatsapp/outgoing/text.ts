import { z } from "zod";
import { META_LIMITS } from "../limits.ts";
import { defineOutgoing } from "./define-outgoing.ts";
import { isBlank } from "./fit-text.ts";
import { splitText } from "./split-text.ts";

const { body } = META_LIMITS.text;

export const text = defineOutgoing({
  type: "text",
  // Not zod's `max`, which counts code points.
  text: z
    .string()
    .refine((text) => text.length <= body, { error: `is longer than ${body} characters` })
    .refine((text) => text.isWellFormed() && !isBlank(text), { error: "has nothing to be seen, or half a character" }),
  /** `preview_url`: WhatsApp shows a preview of the first link. Absent in what the version before queued without one. */
  data: z.strictObject({ preview_url: z.boolean().default(false) }),
  toGraphPart: ({ text, data }) => ({ body: text, preview_url: data.preview_url }),
  split: ({ text, ...rest }) => splitText(text, body).map((part) => ({ ...rest, text: part })),
});
