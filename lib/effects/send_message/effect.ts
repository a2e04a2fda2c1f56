import { z } from "zod";
import { defineWrite } from "../define-effect.ts";

/** Sends a message to the contact: a row in the outbox. */
export const sendMessage = defineWrite({
  type: "send_message",
  effect: z.strictObject({
    type: z.literal("send_message"),
    // What its type asks of text and data is checked where it is sent (lib/whatsapp/outgoing).
    message: z.strictObject({ type: z.string().min(1), text: z.string(), data: z.record(z.string(), z.json()) }),
    wakes: z.string().min(1).optional(),
    quotes: z.string().min(1).optional(),
  }),
});
