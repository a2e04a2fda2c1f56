/**
 * The id under a button or a row: `<visit's token>:<what it stands for>`. The token tells a tap on the question at hand from one on a
 * question of an earlier visit.
 */

/** The shorter of Meta's two limits (rows 200, buttons 256), so that one id serves both. */
const MAX_LENGTH = 200;
const CHOICE_ID = /^[A-Za-z0-9_-]{1,50}$/;
const POSITION = /^#([1-9]\d{0,5})$/;
const PAGE = /^\+(0|[1-9]\d{0,5})$/;

/** `position` (from 1, in the whole list) stands for a choice whose id does not fit; `page` (from 0) for the row that shows it. */
export type TapTarget = { kind: "choice"; id: string } | { kind: "position"; position: number } | { kind: "page"; page: number };

/** Whether a choice's id may stand in a tap's id as it is; any other choice is identified by its position. */
export function isTapChoiceId(id: string): boolean {
  return CHOICE_ID.test(id);
}

/** Throws RangeError for a token with ":" in it or too long for Meta, and for a choice's id that does not fit: faults of the caller. */
export function encodeTapId(token: string, target: TapTarget): string {
  if (target.kind === "choice" && !isTapChoiceId(target.id)) throw new RangeError("this id of a choice does not fit into a tap's id");
  const written = target.kind === "choice" ? target.id : target.kind === "position" ? `#${target.position}` : `+${target.page}`;
  const id = `${token}:${written}`;
  if (token === "" || token.includes(":") || id.length > MAX_LENGTH) throw new RangeError("this token does not fit into a tap's id");
  return id;
}

/** Null for an id that is none of ours. */
export function parseTapId(id: string): { token: string; target: TapTarget } | null {
  const colon = id.indexOf(":");
  if (colon < 1) return null;
  const token = id.slice(0, colon);
  const written = id.slice(colon + 1);
  const position = POSITION.exec(written)?.[1];
  if (position !== undefined) return { token, target: { kind: "position", position: Number(position) } };
  const page = PAGE.exec(written)?.[1];
  if (page !== undefined) return { token, target: { kind: "page", page: Number(page) } };
  return CHOICE_ID.test(written) ? { token, target: { kind: "choice", id: written } } : null;
}
