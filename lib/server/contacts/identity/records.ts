import { lookupVariants } from "#lib/whatsapp/phone.ts";

/** Everything that is known about who bears some ids, on one channel. Times in milliseconds since 1970. */
export interface Records {
  contacts: readonly KnownContact[];
  former: readonly FormerId[];
}

export interface KnownContact {
  id: number;
  waId: string | null;
  /** A moment at which Meta called the contact by `waId`; null: never, or what came since leaves it in doubt. */
  waIdAt: number | null;
  userId: string | null;
  lastInboundAt: number | null;
}

/** A number or user id that a contact was known by: a number until then, a user id for ever (Infinity). */
export interface FormerId {
  id: string;
  contactId: number;
  until: number;
}

/** What is to be written: the contact that was meant, all that it is from now on, and what others lose. */
export interface Plan {
  /** Null: a new one. */
  contactId: number | null;
  /** Contacts that are the same person; they become part of it. */
  merged: readonly number[];
  /** Other people's contacts that have its number no longer; they had it until then. */
  released: readonly { contactId: number; until: number }[];
  waId: string | null;
  waIdAt: number | null;
  userId: string | null;
  /** What it was known by. */
  former: readonly Omit<FormerId, "contactId">[];
}

/** Leaves a contact as it is. */
export function asItIs({ id, waId, waIdAt, userId }: KnownContact): Plan {
  return { contactId: id, merged: [], released: [], waId, waIdAt, userId, former: [] };
}

export const NOBODY: Omit<Plan, "waId" | "waIdAt" | "userId"> = { contactId: null, merged: [], released: [], former: [] };

/** Whether two numbers are one, written in two ways. */
export const isSameNumber = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && lookupVariants(one).includes(other);

interface Holder {
  contact: KnownContact;
  /** Had the id then, and has it no longer. */
  formerly: boolean;
}

/** Who had a number at a moment, in whichever form it is written. At the moment in which somebody lost it they had it no longer. */
export function holderOfNumber({ contacts, former }: Records, waId: string | null, at: number): Holder | null {
  if (waId === null) return null;
  const [lost] = former.filter(({ id, until }) => until > at && isSameNumber(id, waId)).toSorted((a, b) => a.until - b.until);
  const before = contacts.find(({ id }) => id === lost?.contactId);
  if (before !== undefined) return { contact: before, formerly: true };
  const now = contacts.find((contact) => contact.waId === waId) ?? contacts.find((contact) => isSameNumber(contact.waId, waId));
  return now === undefined ? null : { contact: now, formerly: false };
}

/** Whose a user id is or was: it is never given to anybody else. */
export function holderOfUser({ contacts, former }: Records, userId: string | null): Holder | null {
  if (userId === null) return null;
  const now = contacts.find((contact) => contact.userId === userId);
  if (now !== undefined) return { contact: now, formerly: false };
  const lost = former.find(({ id }) => id === userId);
  const before = contacts.find(({ id }) => id === lost?.contactId);
  return before === undefined ? null : { contact: before, formerly: true };
}

/** The last that is known of a contact at its number, for the moment at which that turns out to be somebody else's. */
export function lastKnownThere({ waIdAt, lastInboundAt }: KnownContact, at: number): number {
  return Math.min(Math.max(waIdAt ?? 0, lastInboundAt ?? 0) + 1, at);
}
