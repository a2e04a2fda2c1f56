import { DEFAULT_LIMIT, type Page, type PageRequest } from "#lib/api/page.ts";
import { badRequest } from "./api-error.ts";

/** What an int4 id is below; Prisma refuses larger numbers for such a column. */
export const INT4_TOP = 2_147_483_647;

/**
 * Where the page begins: ids below this number, which is `top` at most. Keyset, so a page costs the same however deep it is and rows
 * that come meanwhile shift nothing.
 * @throws ApiError 400 for a cursor that is not ours, or of another list.
 */
export function startBelow(list: string, page: PageRequest, top = Number.MAX_SAFE_INTEGER): number {
  if (page.cursor === undefined) return top;
  const text = Buffer.from(page.cursor, "base64url").toString();
  const [, name, id] = /^([a-z_]+):(\d{1,15})$/.exec(text) ?? [];
  if (name !== list || id === undefined) {
    const message = "is not a cursor of this list; use `next_cursor` of the page before, or leave it out";
    throw badRequest(`?cursor: ${message}.`, { code: "invalid-query", errors: [{ parameter: "cursor", message }] });
  }
  return Math.min(Number(id), top);
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
