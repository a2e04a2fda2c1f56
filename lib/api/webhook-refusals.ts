import { z } from "zod";
import { timestamp } from "./ids.ts";

/** Why one of Meta's requests was not taken. A text for each is in the catalogue (`settings.refused_<reason>`). */
export const webhookRefusal = z.object({
  reason: z.enum([
    "signature_missing",
    "signature_mismatch",
    "body_rewritten",
    "app_secret_missing",
    "body_packed",
    "body_too_large",
    "body_unreadable",
    "wrong_address",
    "verify_token",
    "foreign_number",
  ]),
  app_id: z.string().nullable().meta({ description: "At the address of this Meta app; null: at the environment's, or at any other." }),
  since: timestamp.meta({ description: "The first since a request of the kind was last accepted." }),
  last_at: timestamp,
  count: z.int(),
});

export type WebhookRefusal = z.output<typeof webhookRefusal>;
export type WebhookRefusalReason = WebhookRefusal["reason"];
