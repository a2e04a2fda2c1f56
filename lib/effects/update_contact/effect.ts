import { z } from "zod";
import { isJsonObject } from "../../engine/context.ts";
import type { ContactChanges, Context } from "../../engine/types.ts";
import { defineWrite } from "../define-effect.ts";

const label = z.string().min(1).max(100);

/** Changes what is known of the contact: in their row, in the commit that saves the conversation. */
export const updateContact = defineWrite({
  type: "update_contact",
  effect: z.strictObject({
    type: z.literal("update_contact"),
    changes: z.strictObject({
      name: z.string().min(1).max(200).optional(),
      language: z.string().min(2).max(35).optional(),
      /** Null takes a field away. */
      fields: (z.custom<Context>(isJsonObject) as z.ZodType<Context>).optional(),
      labels_on: z.array(label).max(50).optional(),
      labels_off: z.array(label).max(50).optional(),
      consent: z.enum(["opted_in", "opted_out"]).optional(),
    }) as z.ZodType<ContactChanges>,
  }),
});
