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

/** Meta says that somebody is known otherwise from now on. */
export interface Move {
  /** In milliseconds since 1970. */
  at: number;
  /** What the person was known by, as far as Meta says. */
  previous: { waIds: readonly string[]; userIds: readonly string[] };
  /** What the person is known by; a null was not told. */
  current: { waId: string | null; userId: string | null };
  /** Whether the number is another one, told or not. */
  isNumberChanged: boolean;
}

/**
 * Who that is, and what they are known by. The news may come late, twice, before or after what was said under either name, so each
 * side may be known or not, or be two contacts that are one person: then the one of before goes on. Who else had the new number
 * before loses it. A user id that Meta did not repeat is not relied upon after a number has changed, because Meta changes both.
 */
export function planMove(move: Move, records: Records): Plan {
  const { at, previous, current, isNumberChanged } = move;
  const before = holdersBefore(move, records);
  const after = holdersAfter(move, records, before);
  const people = [...new Set([...before, ...after.people])];
  const [first, ...others] = people;

  const latest = after.later ?? latestNumber(people);
  const isOutdated = after.later !== null || (latest !== null && (latest.waIdAt ?? 0) > at && !isSameNumber(latest.waId, current.waId));
  const number = isOutdated ? keptNumber(latest) : current.waId === null ? numberUntold(move, latest) : newNumber(move, after);
  const userId = userIdAfter(move, records, { before, people, isOutdated });

  const former = [
    ...people.flatMap((each) =>
      each.waId === null || isSameNumber(each.waId, number.waId) || previous.waIds.some((waId) => isSameNumber(waId, each.waId))
        ? []
        : [{ id: each.waId, until: isNumberChanged && (each.waIdAt ?? 0) <= at ? at : lastKnownThere(each, at) }],
    ),
    ...previous.waIds.filter((waId) => !isSameNumber(waId, number.waId)).map((id) => ({ id, until: at })),
    ...(current.waId === null || isSameNumber(current.waId, number.waId) || after.isKnown ? [] : [{ id: current.waId, until: at + 1 }]),
    ...[...new Set([...previous.userIds, ...people.flatMap((each) => each.userId ?? [])])]
      .filter((id) => id !== userId)
      .map((id) => ({ id, until: Infinity })),
  ];
  const who = first === undefined ? NOBODY : { ...asItIs(first), merged: others.map(({ id }) => id) };
  return { ...who, released: after.released, ...number, userId, former };
}

/** Who was known by what the person was known by. */
function holdersBefore(move: Move, records: Records): KnownContact[] {
  const { at, previous } = move;
  const users = previous.userIds.flatMap((userId) => holderOfUser(records, userId)?.contact ?? []);
  const numbers = previous.waIds.flatMap((waId) => {
    // Whoever lost it at that very moment is the one who is spoken of.
    const holder = holderOfNumber(records, waId, at - 1);
    if (holder === null) return [];
    const { contact, formerly } = holder;
    const isSince = !formerly && (contact.waIdAt ?? 0) > at;
    return isSince || isSomebodyElse(contact, move, users) ? [] : [contact];
  });
  return [...numbers, ...users];
}

/** Meta names a number with its owner's user ids, and the contact that had it has another user id: it had the number before, or after. */
function isSomebodyElse({ id, userId }: KnownContact, { previous, current }: Move, people: readonly KnownContact[]): boolean {
  const told = [...previous.userIds, ...(current.userId === null ? [] : [current.userId])];
  return told.length > 0 && userId !== null && !told.includes(userId) && !people.some((each) => each.id === id);
}

interface After {
  people: KnownContact[];
  released: Plan["released"];
  /** The person as known by what came after: they have left the new number, or have yet another user id. */
  later: KnownContact | null;
  /** That the new number was theirs is known. */
  isKnown: boolean;
  /** Somebody else has the new number since. */
  isTaken: boolean;
}

/** Who is known by what the person is known by now. */
function holdersAfter(move: Move, records: Records, before: readonly KnownContact[]): After {
  const { at, current } = move;
  const user = holderOfUser(records, current.userId);
  const people = user === null ? [] : [user.contact];
  const later = user !== null && user.formerly && user.contact.userId !== null ? user.contact : null;
  const after: After = { people, released: [], later, isKnown: false, isTaken: false };
  const holder = holderOfNumber(records, current.waId, at);
  if (holder === null) return after;
  const { contact, formerly } = holder;
  const isOther = isSomebodyElse(contact, move, [...before, ...people]);
  if (formerly)
    return isOther ? { ...after, isTaken: true } : { ...after, people: [...people, contact], later: later ?? contact, isKnown: true };
  const isSince = contact.waIdAt === null || contact.waIdAt >= at;
  if (before.includes(contact) || people.includes(contact) || (isSince && !isOther)) return { ...after, people: [...people, contact] };
  if (isSince && contact.waIdAt !== null) return { ...after, isTaken: true };
  return { ...after, released: [{ contactId: contact.id, until: lastKnownThere(contact, at) }] };
}

function latestNumber(people: readonly KnownContact[]): KnownContact | null {
  return people.filter(({ waId }) => waId !== null).toSorted((a, b) => (b.waIdAt ?? 0) - (a.waIdAt ?? 0))[0] ?? null;
}

type Number = Pick<Plan, "waId" | "waIdAt">;
const keptNumber = (latest: KnownContact | null): Number => ({ waId: latest?.waId ?? null, waIdAt: latest?.waIdAt ?? null });

/**
 * Nothing is said of the number that they have now: the one that we know is not theirs any more, or, where only the user id is said to
 * have changed, may have changed with it and is in doubt.
 */
const numberUntold = ({ isNumberChanged }: Move, latest: KnownContact | null): Number =>
  isNumberChanged ? { waId: null, waIdAt: null } : { ...keptNumber(latest), waIdAt: null };

const newNumber = ({ at, current }: Move, { isTaken }: After): Number =>
  isTaken ? { waId: null, waIdAt: null } : { waId: current.waId, waIdAt: at };

function userIdAfter(
  { current }: Move,
  records: Records,
  { before, people, isOutdated }: { before: readonly KnownContact[]; people: readonly KnownContact[]; isOutdated: boolean },
): string | null {
  if (current.userId !== null) {
    const holder = holderOfUser(records, current.userId);
    // One who had it before has another by now.
    return holder === null ? current.userId : holder.contact.userId;
  }
  const known = people.find(
    (each) => each.userId !== null && (!before.includes(each) || isSameNumber(each.waId, current.waId) || isOutdated),
  );
  return known?.userId ?? null;
}
