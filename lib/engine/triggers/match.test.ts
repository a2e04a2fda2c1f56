import fc from "fast-check";
import { expect, test } from "vitest";
import cases from "./match.cases.json" with { type: "json" };
import { costOf } from "../../../scripts/test-setup/cost.ts";
import { compareTriggers, compileTriggers, type Heard, interrupting, matchTriggers } from "./match.ts";
import { triggerSchema } from "./schema.ts";
import { ON_OPEN, TRIGGER_TYPES, type TriggerEntry, WORD_MATCHES } from "../trigger-types.ts";

const entry = (flowId: number, given: object): TriggerEntry => ({
  flowId,
  flowVersionId: flowId * 10,
  trigger: triggerSchema.parse({ id: "t", ...given }),
});
const heardOf = (given: unknown): Heard => {
  const { text = "", type = "text", data, ...rest } = (typeof given === "string" ? { text: given } : given) as Partial<Heard["message"]>;
  return { isFirst: false, channel: "1001", message: { id: "wamid.1", type, text, ...(data && { data }) }, ...rest };
};
const ids = (entries: readonly TriggerEntry[], text: string | object) =>
  matchTriggers(compileTriggers(entries), heardOf(text)).map(({ flowId, trigger }) => `${flowId} ${trigger.id}`);

test.each(cases)("$name", ({ trigger, takes, leaves }) => {
  const triggers = compileTriggers([entry(1, trigger)]);
  expect(takes.filter((said) => matchTriggers(triggers, heardOf(said)).length === 0)).toEqual([]);
  expect(leaves.filter((said) => matchTriggers(triggers, heardOf(said)).length > 0)).toEqual([]);
});

test("the smaller priority comes first, then what names more, then the older flow, then the id", () => {
  const words = { type: "words", words: ["oi"] };
  const all = [
    entry(1, { id: "any", type: "any_message" }),
    entry(3, { id: "b", ...words }),
    entry(3, { id: "a", ...words }),
    entry(2, { id: "z", ...words }),
    entry(9, { id: "urgent", type: "any_message", priority: 1 }),
  ];
  expect(ids(all, "oi")).toEqual(["9 urgent", "2 z", "3 a", "3 b", "1 any"]);
});

test("a match says by which of the words, as they were written", () => {
  const triggers = compileTriggers([entry(1, { type: "words", match: "contains", words: ["Preço", "segunda via"] })]);
  expect(matchTriggers(triggers, heardOf("a SEGUNDA VIA, por favor"))[0]?.by).toBe("segunda via");
});

test("what interrupts is the first that says so; a tap interrupts nothing", () => {
  const triggers = compileTriggers([
    entry(1, { id: "first", type: "any_message", priority: 1 }),
    entry(2, { id: "second", type: "any_message", priority: 2, on_open: "end" }),
  ]);
  const heard = heardOf("oi");
  expect(interrupting(matchTriggers(triggers, heard), heard.message)?.trigger.id).toBe("second");
  const tap = heardOf({ type: "interactive", text: "oi", data: { id: "x" } });
  expect(matchTriggers(triggers, tap)).toHaveLength(2);
  expect(interrupting(matchTriggers(triggers, tap), tap.message)).toBeUndefined();
});

const anyTrigger = fc.record({
  flowId: fc.integer({ min: 1, max: 4 }),
  id: fc.constantFrom("a", "b", "c", "ä", "a1"),
  type: fc.constantFrom(...TRIGGER_TYPES),
  priority: fc.integer({ min: 1, max: 3 }),
  on_open: fc.constantFrom(...ON_OPEN),
  match: fc.constantFrom(...WORD_MATCHES),
  words: fc.array(fc.constantFrom("oi", "bom dia", "Dia", "olá mundo", ""), { maxLength: 3 }),
});
const anyTriggers = fc.uniqueArray(
  anyTrigger.map(({ flowId, type, match, words, ...common }) => {
    const own = type === "words" ? { match, words } : type === "schedule" ? { cron: "0 9 * * *" } : {};
    return entry(flowId, { ...common, type, ...own });
  }),
  { selector: ({ flowId, trigger }) => `${flowId} ${trigger.id}`, maxLength: 12 },
);
const anyHeard = fc
  .record({
    text: fc.constantFrom("oi", "Bom dia, oi", "dia", "olá mundo!", "nada"),
    type: fc.constantFrom("text", "button", "call_missed"),
  })
  .map(heardOf);

test("property: the order is total, and the same however the triggers are given", () => {
  fc.assert(
    fc.property(anyTriggers, anyHeard, fc.infiniteStream(fc.double({ noNaN: true })), (entries, heard, chance) => {
      for (const a of entries)
        for (const b of entries) {
          expect(Math.sign(compareTriggers(a, b))).toBe(-Math.sign(compareTriggers(b, a)) || 0);
          expect(compareTriggers(a, b) === 0).toBe(a === b);
        }
      const shuffled = entries.map((each) => ({ each, at: chance.next().value })).sort((a, b) => a.at - b.at);
      const matches = matchTriggers(compileTriggers(entries), heard);
      expect(matchTriggers(compileTriggers(shuffled.map(({ each }) => each)), heard)).toEqual(matches);
      expect(matches.toSorted(compareTriggers)).toEqual(matches);
    }),
  );
});

test("property: together they match what each matches alone", () => {
  fc.assert(
    fc.property(anyTriggers, anyHeard, (entries, heard) => {
      const alone = entries.filter((each) => matchTriggers(compileTriggers([each]), heard).length > 0).toSorted(compareTriggers);
      expect(matchTriggers(compileTriggers(entries), heard).map(({ by: _, ...match }) => match)).toEqual(alone);
    }),
  );
});

test("thousands of words cost a message no more than its own words", () => {
  const heard = heardOf("eu queria saber da palavra7x7 final de tudo, por favor");
  const costAmong = (flows: number) => {
    const triggers = compileTriggers(
      Array.from({ length: flows }, (_, flow) =>
        entry(flow + 1, {
          type: "words",
          match: "contains",
          words: Array.from({ length: 20 }, (_, word) => `palavra${flow}x${word} final`),
        }),
      ),
    );
    return costOf(() => expect(matchTriggers(triggers, heard)).toHaveLength(1));
  };
  expect(costAmong(1_000) / costAmong(10)).toBeLessThan(10);
});
