import { asItIs, isSameNumber, lastKnownThere, type Plan, type Records } from "./records.ts";

/**
 * Meta took what we sent to one number as sent to another: they are one, and Meta's way of writing it is the truth. Who is known by
 * that way already is the same person, unless both are known to be two, or nothing but the answer says that the numbers are one. Null where
 * there is nothing to do.
 */
export function planForm(from: string, to: string, at: number, { contacts }: Records): Plan | null {
  const ours = contacts.find(({ waId }) => waId === from);
  if (ours === undefined) return null;
  const metas = contacts.find(({ waId, id }) => waId === to && id !== ours.id);
  const plan = { ...asItIs(ours), waId: to, waIdAt: at };
  if (metas === undefined) return plan;
  if (!isSameNumber(from, to)) return null;
  if (metas.userId === null || ours.userId === null) return { ...plan, userId: ours.userId ?? metas.userId, merged: [metas.id] };
  return { ...asItIs(ours), waId: null, waIdAt: null, former: [{ id: from, until: lastKnownThere(ours, at) }] };
}
