import { z } from "zod";

/** A contact as lists name one beside something else. */
export const contactName = z.object({
  id: z.int(),
  channel_id: z.int(),
  wa_id: z.string().nullable(),
  user_id: z.string().nullable(),
  name: z.string().nullable(),
});
