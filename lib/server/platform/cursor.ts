import { z } from "zod";
import { shownAs } from "#lib/api/ids.ts";
import { badRequest } from "./api-error.ts";

/** The query parameters of every list. */
export const pageQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^\d{1,4}$/, "must be a whole number from 1 to 200")
    .transform(Number)
    .pipe(z.number().min(1, "must be a whole number from 1 to 200").max(200, "must be a whole number from 1 to 200"))
    .optional()
    .meta({ ...shownAs({ type: "integer", minimum: 1, maximum: 200, default: 50 }), description: "Items per page, 50 unless given." }),
  cursor: z
    .string()
    .min(1, "must not be empty")
    .max(200, "is no cursor of ours: too long")
    .optional()
    .meta({ description: "`next_cursor` of the page before, as it came." }),
});

export interface PageRequest {
  limit?: number | undefined;
  cursor?: string | undefined;
}

export const DEFAULT_LIMIT = 50;

/** The answer of a list: one page, newest first, and the way to the next. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().meta({ description: "Hand it back as `?cursor=`; null on the last page." }),
  });

export interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

/**
 * Where the page begins: ids below this number. Keyset, so a page costs the same however deep it is and rows that come
 * meanwhile shift nothing.
 * @throws Problem 400 for a cursor that is not ours, or of another list.
 */
export function startBelow(list: string, page: PageRequest): number {
  if (page.cursor === undefined) return Number.MAX_SAFE_INTEGER;
  const text = Buffer.from(page.cursor, "base64url").toString();
  const [, name, id] = /^([a-z_]+):(\d{1,15})$/.exec(text) ?? [];
  if (name !== list || id === undefined) {
    const message = "is not a cursor of this list; use `next_cursor` of the page before, or leave it out";
    throw badRequest(`?cursor: ${message}.`, { code: "invalid-query", errors: [{ parameter: "cursor", message }] });
  }
  return Number(id);
}

/** Cuts the page out of rows of which one more than the limit was read. */
export function pageOf<Row, Item>(
  list: string,
  page: PageRequest,
  rows: Row[],
  idOf: (row: Row) => number,
  toItem: (row: Row) => Item,
): Page<Item> {
  const limit = page.limit ?? DEFAULT_LIMIT;
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items: kept.map(toItem), next_cursor: more ? Buffer.from(`${list}:${idOf(last)}`).toString("base64url") : null };
}
