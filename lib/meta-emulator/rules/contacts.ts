import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { contactOf, type Draft, putContact } from "./draft.ts";
import type { BusinessNumber, Contact } from "../types.ts";

/** Somebody as they are at first. `userId` is null for a number that was only written to. */
export function newContact(key: string, known: { waId: string | null; userId: string | null; name: string }, now: number): Contact {
  return {
    key,
    ...known,
    username: null,
    onWhatsApp: true,
    online: true,
    reads: true,
    blocks: false,
    blocked: false,
    optedOut: false,
    lastInboundAt: null,
    freeEntryUntil: null,
    fromAdAt: null,
    pair: { tokens: PAIR_BURST, at: now },
    typingUntil: null,
    calledAt: null,
    chat: [],
  };
}

/** What may be sent to one contact at once, before it is one message in six seconds. */
export const PAIR_BURST = 45;

export function findByWaId(number: BusinessNumber, digits: string): Contact | null {
  // Meta takes either form of a number that has two.
  for (const form of lookupVariants(digits)) {
    const found = Object.values(number.contacts).find(({ waId }) => waId === form);
    if (found !== undefined) return found;
  }
  return null;
}

export const findByUserId = (number: BusinessNumber, userId: string): Contact | null =>
  Object.values(number.contacts).find((contact) => contact.userId === userId) ?? null;

/**
 * The same for the same number, whatever became of the process that said it last: for us a number whose user id changes has got another
 * owner. Country code, a dot, and 13 letters and digits.
 */
export function userIdOf(waId: string): string {
  const country = waId.startsWith("55") ? "BR" : waId.startsWith("351") ? "PT" : waId.startsWith("1") ? "US" : "ZZ";
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const digit of `siga ${waId}`) {
    const code = digit.charCodeAt(0);
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  return `${country}.${((high >>> 0) * 0x100000 + ((low >>> 0) & 0xfffff)).toString(36).padStart(13, "0")}`;
}

/** Who is played: found by key, or made by their number. */
export function playedContact(
  draft: Draft,
  number: BusinessNumber,
  who: { key?: string | undefined; waId?: string | undefined; name?: string | undefined },
) {
  if (who.key !== undefined) return contactOf(draft, number.id, who.key);
  if (who.waId === undefined) return null;
  const found = findByWaId(number, who.waId);
  const name = who.name ?? found?.name ?? "Ana";
  if (found !== null) return putContact(draft, number.id, { ...found, name, userId: found.userId ?? userIdOf(found.waId ?? who.waId) });
  return putContact(draft, number.id, newContact(who.waId, { waId: who.waId, userId: userIdOf(who.waId), name }, draft.now));
}
