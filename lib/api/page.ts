import { z } from "zod";
import { openapiAs } from "./ids.ts";

export const cursorField = z.string().min(1, "must not be empty").max(200, "is no cursor of ours: too long");

/** The query parameters of every list. */
export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,4}$/, "must be a whole number from 1 to 200")
    .transform(Number)
    .pipe(z.number().min(1, "must be a whole number from 1 to 200").max(200, "must be a whole number from 1 to 200"))
    .optional()
    .meta({ ...openapiAs({ type: "integer", minimum: 1, maximum: 200, default: 50 }), description: "Items per page, 50 unless given." }),
  cursor: cursorField.optional().meta({ description: "`next_cursor` of the page before, as it came." }),
});

export interface PageRequest {
  limit?: number | undefined;
  cursor?: string | undefined;
}

export const DEFAULT_LIMIT = 50;

/** The response of a list: one page, newest first, and the way to the next. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().meta({ description: "Hand it back as `?cursor=`; null on the last page." }),
  });

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}
