import { z } from "zod";
import { openapiAs } from "./ids.ts";

/** A moment in a query: a date, or a time with its offset. */
export const timestampParam = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], "must be a date (2026-11-23) or a time with its offset (2026-11-23T12:00:00Z)")
  .transform((text) => new Date(text))
  .refine((date) => date.getTime() >= 0, "must be 1970 or later")
  .meta(openapiAs({ type: "string", format: "date-time" }));
