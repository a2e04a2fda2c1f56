import { z } from "zod";
import { defineWrite } from "../define-effect.ts";

/** Sends a message to the contact: a row in the outbox. */
export const sendMessage = defineWrite({
  type: "send_message",
  effect: z.strictObject({
    type: z.literal("send_message"),
    message: z.strictObject({ type: z.literal("text"), text: z.string().min(1), preview_url: z.boolean() }),
  }),
});
