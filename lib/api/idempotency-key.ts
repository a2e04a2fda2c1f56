import { z } from "zod";

const RULE = "must be 1 to 255 visible ASCII characters without spaces, such as a UUID";

/** The header of operations that send or start something, as OpenAPI describes it. */
export const idempotencyHeader = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, RULE)
    .optional()
    .meta({
      description:
        "A text of your own, new for each thing to be done (a UUID). The same request with the same key again does nothing and " +
        "gets the first answer, for 24 hours: 409 while the first is still being worked on, 422 when the request is another " +
        "one. What was refused did nothing, so its key may be used again.",
      example: "5f6b1c1e-6d0e-4b0e-9b0c-0d4b7c1a2e3f",
    }),
});
