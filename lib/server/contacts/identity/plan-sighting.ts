import {
  asItIs,
  holderOfNumber,
  holderOfUser,
  isSameNumber,
  type KnownContact,
  lastKnownThere,
  NOBODY,
  type Plan,
  type Records,
} from "./records.ts";

/** Somebody was named by one id or by both, as by whoever writes a message, or is told to have got one. */
export interface Sighting {
  waId: string | null;
  userId: string | null;
  /** When, in milliseconds since 1970. */
  at: number;
  /** Named by a person and not by Meta: the number may be written otherwise than Meta writes it, and says nothing of who has it. */
  given: boolean;
}

/**
 * Who that is. A user id is one person's for ever; a number is whoever's it was then, so where the two disagree the user id decides,
 * and the number goes to whom Meta named by it last. A contact known by number alone is taken for whoever is first named by that
 * number and a user id.
 */
export function planSighting(seen: Sighting, records: Records): Plan {
  const { waId, userId, at } = seen;
  const byNumber = holderOfNumber(records, waId, at);
  const byUser = holderOfUser(records, userId);
  if (waId === null || userId === null) return planOneId(seen, byNumber ?? byUser);
  if (byUser === null) return planNewUser({ waId, userId, at }, byNumber);

  const { contact } = byUser;
  const both = { waId, userId: contact.userId ?? userId, at };
  // Under a user id of before: nothing that is true today.
  if (contact.userId !== null && byUser.formerly) {
    return isSameNumber(contact.waId, waId) || byNumber?.formerly ? asItIs(contact) : rememberNumber(contact, both);
  }
  if (byNumber?.contact.id === contact.id) return byNumber.formerly ? asItIs(contact) : takeNumber(contact, both);
  if (byNumber === null) return takeNumber(contact, both);
  const other = byNumber.contact;
  if (byNumber.formerly) {
    const isOne = other.userId === null && contact.waId === null;
    return isOne ? { ...asItIs(other), merged: [contact.id], former: [forEver(userId)] } : asItIs(contact);
  }
  if (other.userId !== null) {
    return isLater(at, other) ? takeNumber(contact, both, other) : rememberNumber(contact, both);
  }
  if (contact.waId !== null && !isLater(at, contact)) return rememberNumber(contact, both);
  if (!mayBeOne(other, contact)) return takeNumber(contact, both, other);
  const left = contact.waId === null ? [] : [{ id: contact.waId, until: lastKnownThere(contact, at) }];
  return { ...asItIs(other), ...both, waIdAt: at, merged: [contact.id], former: left };
}

const forEver = (userId: string) => ({ id: userId, until: Infinity });

function planOneId({ waId, userId, at, given }: Sighting, holder: ReturnType<typeof holderOfNumber>): Plan {
  if (holder === null) return { ...NOBODY, waId, waIdAt: given || waId === null ? null : at, userId };
  const { contact, formerly } = holder;
  if (waId === null || formerly || given || contact.waId === waId) return asItIs(contact);
  return { ...asItIs(contact), waId };
}

type Both = { waId: string; userId: string; at: number };

/** A user id that is new, and who had the number. */
function planNewUser({ waId, userId, at }: Both, byNumber: ReturnType<typeof holderOfNumber>): Plan {
  if (byNumber === null) return { ...NOBODY, waId, waIdAt: at, userId };
  const { contact, formerly } = byNumber;
  if (contact.userId === null) {
    return formerly ? { ...asItIs(contact), former: [forEver(userId)] } : { ...asItIs(contact), waId, waIdAt: at, userId };
  }
  // Somebody else, who has the number now or had it before.
  if (!formerly && isLater(at, contact)) return { ...NOBODY, waId, waIdAt: at, userId, released: [releaseOf(contact, at)] };
  return { ...NOBODY, waId: null, waIdAt: null, userId, former: [{ id: waId, until: at + 1 }] };
}

/** Whether a sighting at this number says more than what the contact has it from. Of the same second, what arrives last. */
const isLater = (at: number, { waIdAt }: KnownContact) => waIdAt === null || at >= waIdAt;

/** One known by number alone may be one known by another number and a user id, unless it spoke before that one left the other number. */
const mayBeOne = (byNumber: KnownContact, byUser: KnownContact) =>
  byUser.waId === null || byNumber.lastInboundAt === null || byNumber.lastInboundAt > (byUser.lastInboundAt ?? 0);

const releaseOf = (contact: KnownContact, at: number) => ({ contactId: contact.id, until: lastKnownThere(contact, at) });

function takeNumber(contact: KnownContact, { waId, userId, at }: Both, from?: KnownContact): Plan {
  const released = from === undefined ? [] : [releaseOf(from, at)];
  const plan = { ...asItIs(contact), waId, userId, released };
  if (contact.waId === null) return { ...plan, waIdAt: at };
  if (isSameNumber(contact.waId, waId)) return { ...plan, waIdAt: contact.waIdAt ?? at };
  if (!isLater(at, contact)) return rememberNumber(contact, { waId, userId, at });
  return { ...plan, waIdAt: at, former: [{ id: contact.waId, until: lastKnownThere(contact, at) }] };
}

/** The contact had the number then; since then it has another, or somebody else has it. */
function rememberNumber(contact: KnownContact, { waId, userId, at }: Both): Plan {
  return { ...asItIs(contact), userId, former: [{ id: waId, until: at + 1 }] };
}
