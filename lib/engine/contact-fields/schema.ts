import { z } from "zod";
import { FIELD_TYPES, LONGEST_LABEL, OWN_KEYS } from "./types.ts";

/** A contact field at the border: of the API, and of flow tests. */

export const contactFieldParts = {
  key: z
    .string("must be a text")
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "must be letters, digits and _, beginning with a letter, at most 64")
    .refine((key) => !OWN_KEYS.has(key) && key !== "__proto__", "is what every contact has by itself; choose another")
    .meta({ description: "Its name in `contact.fields`; never changes, because flows are written with it." }),
  name: z.string("must be a text").trim().min(1, "must not be empty").max(100, "must have at most 100 characters"),
  type: z.enum(FIELD_TYPES),
  choices: z
    .array(
      z.string("must be a text").trim().min(1, "must not be empty").max(LONGEST_LABEL, `must have at most ${LONGEST_LABEL} characters`),
    )
    .max(100, "must have at most 100 choices")
    .meta({ description: "Of a `choice`: its values." }),
} as const;

export const contactFieldSchema = z.strictObject(contactFieldParts);
