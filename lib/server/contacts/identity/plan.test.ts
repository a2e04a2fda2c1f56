import fc from "fast-check";
import { expect, test } from "vitest";
import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { type Move, planMove } from "./plan-move.ts";
import { planSighting, type Sighting } from "./plan-sighting.ts";
import type { FormerId, KnownContact, Plan, Records } from "./records.ts";

/** What `settle` does with a plan, without a database. */
function createStore() {
  const contacts = new Map<number, KnownContact>();
  let former: FormerId[] = [];
  const mergedInto = new Map<number, number>();
  let ids = 0;

  function records(waIds: (string | null)[], userIds: (string | null)[]): Records {
    const keys = new Set([...waIds.flatMap((id) => (id === null ? [] : lookupVariants(id))), ...userIds]);
    const bore = former.filter(({ id }) => keys.has(id));
    return {
      contacts: [...contacts.values()].filter(
        ({ id, waId, userId }) =>
          (waId !== null && keys.has(waId)) || (userId !== null && keys.has(userId)) || bore.some(({ contactId }) => contactId === id),
      ),
      former: bore,
    };
  }

  function write(plan: Plan): number {
    const lost = plan.released.map(({ contactId, until }) => ({ id: contacts.get(contactId)?.waId, contactId, until }));
    for (const { contactId } of plan.released) patch(contactId, { waId: null, waIdAt: null });
    const id = plan.contactId ?? (ids += 1);
    const gone = plan.merged.map((from) => contacts.get(from));
    for (const from of plan.merged) {
      contacts.delete(from);
      mergedInto.set(from, id);
      former = former.map((each) => (each.contactId === from ? { ...each, contactId: id } : each));
    }
    const heard = [contacts.get(id), ...gone].flatMap((each) => each?.lastInboundAt ?? []);
    former = former.filter((each) => each.id !== plan.userId);
    contacts.set(id, {
      id,
      waId: plan.waId,
      waIdAt: plan.waIdAt,
      userId: plan.userId,
      lastInboundAt: heard.length === 0 ? null : Math.max(...heard),
    });
    for (const each of [...lost, ...plan.former.map((one) => ({ ...one, contactId: id }))]) {
      if (typeof each.id !== "string") continue;
      former = [...former.filter(({ id: other, until }) => other !== each.id || until !== each.until), { ...each, id: each.id }];
    }
    for (const bearers of [
      [...contacts.values()].flatMap(({ waId }) => (waId === null ? [] : [lookupVariants(waId).toSorted()[0]])),
      [...contacts.values()].flatMap(({ userId }) => userId ?? []),
    ])
      if (new Set(bearers).size < bearers.length) throw new Error(`two bear the same: ${bearers.join(" ")}`);
    return id;
  }

  function patch(id: number, change: Partial<KnownContact>): void {
    const contact = contacts.get(id);
    if (contact !== undefined) contacts.set(id, { ...contact, ...change });
  }

  const present = (id: number): number => {
    const next = mergedInto.get(id);
    return next === undefined ? id : present(next);
  };
  return {
    present,
    see(seen: Sighting): number {
      const id = write(planSighting(seen, records([seen.waId], [seen.userId])));
      patch(id, { lastInboundAt: Math.max(seen.at, contacts.get(id)?.lastInboundAt ?? 0) });
      return id;
    },
    move: (move: Move): number =>
      write(planMove(move, records([...move.previous.waIds, move.current.waId], [...move.previous.userIds, move.current.userId]))),
    all: () => [...contacts.values()],
  };
}

type Item = { person: number } & ({ seen: Sighting } | { move: Move });

/** Nobody's words are ever in a contact with somebody else's; returns the contacts that each person's words are in, in the end. */
function deliver(items: readonly Item[]): Map<number, KnownContact[]> {
  const store = createStore();
  const said: { person: number; contact: number }[] = [];
  for (const item of items) {
    if ("move" in item) store.move(item.move);
    else said.push({ person: item.person, contact: store.see(item.seen) });
    const readers = new Map<number, number>();
    for (const { person, contact } of said) {
      const now = store.present(contact);
      if ((readers.get(now) ?? person) !== person) throw new Error(`${readers.get(now)} and ${person} are mixed in ${now}`);
      readers.set(now, person);
    }
  }
  return Map.groupBy(
    store.all().filter(({ id }) => said.some(({ contact }) => store.present(contact) === id)),
    ({ id }) => said.find(({ contact }) => store.present(contact) === id)?.person ?? NaN,
  );
}

/** 60,000 of each have held. */
const RUNS = 1_500;

const NUMBERS = [["5511999990001", "551199990001"], ["5531988887777", "553188887777"], ["351912345678"], ["5491123456789", "541123456789"]];

interface Turn {
  person: number;
  act: "both" | "user" | "number" | "move" | "move untold" | "user id" | "user id from";
  to: number;
  form: number;
}

interface Person {
  number: number;
  user: number;
}

/** The lives of three people who take and leave four numbers, second by second, as Meta tells of them. */
function live(turns: readonly Turn[], told: "by user id" | "by number"): { people: Person[]; items: Item[] } {
  const people = [0, 1, 2].map((person): Person => ({ number: person, user: 0 }));
  const bare = told === "by number";
  const items = turns.flatMap(({ person, act, to, form }, n): Item[] => {
    const at = 1_790_000_000_000 + n * 1_000;
    const self = people[person] as Person;
    const written = (number: number) => NUMBERS[number]?.[form % (NUMBERS[number]?.length ?? 1)] ?? "";
    const say = (seen: Pick<Sighting, "waId" | "userId">): Item[] => [{ person, seen: { ...seen, at, given: false } }];
    const before = { waIds: [written(self.number)], userIds: bare ? [] : [userIdOf(person, self)] };
    if (act === "move" || act === "move untold") {
      if (people.some(({ number }) => number === to)) return [];
      self.number = to;
      self.user += 1;
      const current = { waId: act === "move" || bare ? written(to) : null, userId: bare ? null : userIdOf(person, self) };
      return [{ person, move: { at, previous: form > 1 && !bare ? { ...before, waIds: [] } : before, current, isNumberChanged: true } }];
    }
    if (bare) return say({ waId: written(self.number), userId: null });
    if (act === "user id" || act === "user id from") {
      self.user += 1;
      const current = { waId: act === "user id" ? null : written(self.number), userId: userIdOf(person, self) };
      return [{ person, move: { at, previous: { ...before, waIds: [] }, current, isNumberChanged: false } }];
    }
    return say({ waId: act === "user" ? null : written(self.number), userId: userIdOf(person, self) });
  });
  return { people, items };
}

const userIdOf = (person: number, { user }: Person) => `BR.${person}x${user}`;

const turn = fc.record({
  person: fc.nat(2),
  act: fc.constantFrom<Turn["act"]>("both", "both", "user", "move", "move untold", "user id", "user id from"),
  to: fc.nat(3),
  form: fc.nat(3),
});

/** Each person is one contact, and what is written to it reaches that person. */
function expectOneEach(contacts: Map<number, KnownContact[]>, people: readonly Person[]): void {
  for (const [person, theirs] of contacts) {
    expect(theirs).toHaveLength(1);
    for (const { waId, waIdAt, userId } of theirs) {
      const self = people[person] as Person;
      if (userId !== null) expect(userId).toBe(userIdOf(person, self));
      if (waId !== null && (waIdAt !== null || userId === null)) expect(NUMBERS[self.number]).toContain(waId);
    }
  }
}

test("in whatever order and however often news and messages come, each person is one contact and reads nobody else's conversation", () => {
  const lives = fc.tuple(fc.array(turn, { maxLength: 12 }), fc.array(fc.nat(11), { maxLength: 3 })).chain(([turns, twice]) => {
    const { people, items } = live(turns, "by user id");
    const all = [...items, ...twice.flatMap((n) => items[n] ?? [])];
    return fc.tuple(fc.constant(people), fc.shuffledSubarray(all, { minLength: all.length }));
  });
  fc.assert(
    fc.property(lives, ([people, items]) => expectOneEach(deliver(items), people)),
    { numRuns: RUNS },
  );
});

test("named by number alone, whoever gets a number after its owner left it begins as somebody new, and what comes late is its writer's", () => {
  const lives = fc.array(turn, { maxLength: 14 }).chain((turns) => {
    const { people, items } = live(turns, "by number");
    return fc.tuple(fc.constant(people), fc.constant(items), fc.array(fc.nat(3), { minLength: items.length, maxLength: items.length }));
  });
  fc.assert(
    fc.property(lives, ([people, items, delays]) => {
      // News comes in time; a message may come some places later than it was written.
      const order = items.map((item, n) => ({ item, place: "move" in item ? n : n + (delays[n] ?? 0) + 0.5 }));
      const late = order.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
      expectOneEach(deliver(late), people);
    }),
    { numRuns: RUNS },
  );
});
