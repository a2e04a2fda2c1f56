import { expect, test } from "vitest";
import { batchCalls } from "./batch-calls.ts";

const settled = (calls: Promise<unknown>[]) =>
  Promise.allSettled(calls).then((outcomes) =>
    outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : `refused: ${(outcome.reason as Error).message}`)),
  );

test("calls of one moment share a flush, and each gets its own result", async () => {
  const flushes: number[][] = [];
  const double = batchCalls<number, number>(
    async (items) => {
      flushes.push(items);
      return items.map((item) => item * 2);
    },
    { maxItems: 100 },
  );
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(flushes).toEqual([[1, 2, 3]]);
});

test("calls during a flush wait together for the next one", async () => {
  const flushes: number[][] = [];
  const begun = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  const slow = batchCalls<number, number>(
    async (items) => {
      flushes.push(items);
      begun.resolve();
      if (items.includes(1)) await finished.promise;
      return items;
    },
    { maxItems: 100 },
  );
  const first = slow(1);
  await begun.promise;
  const later = [slow(2), slow(3)];
  // Long enough for a flush that did not wait to show.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(flushes).toEqual([[1]]);
  finished.resolve();
  expect(await Promise.all([first, ...later])).toEqual([1, 2, 3]);
  expect(flushes).toEqual([[1], [2, 3]]);
});

test("no flush holds more than it may, and no more run at once than may", async () => {
  let running = 0;
  let most = 0;
  const sizes: number[] = [];
  const busy = batchCalls<number, number>(
    async (items) => {
      running += 1;
      most = Math.max(most, running);
      sizes.push(items.length);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return items;
    },
    { maxItems: 10, concurrency: 2 },
  );
  const items = Array.from({ length: 95 }, (_, n) => n);
  expect(await Promise.all(items.map(busy))).toEqual(items);
  expect(Math.max(...sizes)).toBe(10);
  expect(most).toBe(2);
});

test("a failure that may be one item's fault is that item's alone", async () => {
  const refusing = batchCalls<string, string>(
    async (items) => {
      if (items.includes("bad")) throw new Error("bad");
      return items;
    },
    { maxItems: 100, isolate: () => true },
  );
  expect(await settled(["a", "bad", "b"].map(refusing))).toEqual(["a", "refused: bad", "b"]);
});

test("any other failure is everyone's, and the next calls are served", async () => {
  let down = true;
  const failing = batchCalls<string, string>(
    async (items) => {
      if (down) throw new Error("out of reach");
      return items;
    },
    { maxItems: 100, isolate: () => false },
  );
  expect(await settled(["a", "b"].map(failing))).toEqual(["refused: out of reach", "refused: out of reach"]);
  down = false;
  expect(await failing("c")).toBe("c");
});

test("once the failure is everyone's, whoever is still to be tried alone is not made to wait for the same answer", async () => {
  const tried: string[][] = [];
  const breaking = batchCalls<string, string>(
    async (items) => {
      tried.push(items);
      if (items.length > 1) throw new Error("one of you");
      if (items[0] === "b") throw new Error("out of reach");
      return items;
    },
    { maxItems: 100, isolate: (error) => (error as Error).message === "one of you" },
  );
  expect(await settled(["a", "b", "c", "d"].map(breaking))).toEqual([
    "a",
    "refused: out of reach",
    "refused: out of reach",
    "refused: out of reach",
  ]);
  expect(tried).toEqual([["a", "b", "c", "d"], ["a"], ["b"]]);
});

test("a call that shares a key with a flush under way waits for it, behind its elders and before nobody else", async () => {
  const flushes: string[][] = [];
  const release = new Map<string, () => void>();
  const send = batchCalls<string, string>(
    async (items) => {
      flushes.push(items);
      await new Promise<void>((resolve) => release.set(items[0] ?? "", resolve));
      return items;
    },
    { maxItems: 10, concurrency: 2, keysOf: ([key = ""]) => [key] },
  );
  const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const first = send("a1");
  await turn();
  const others = [send("a2"), send("b1"), send("a3")];
  await turn();
  expect(flushes).toEqual([["a1"], ["b1"]]);
  release.get("b1")?.();
  await turn();
  expect(flushes).toHaveLength(2);
  release.get("a1")?.();
  await turn();
  expect(flushes).toEqual([["a1"], ["b1"], ["a2", "a3"]]);
  release.get("a2")?.();
  expect(await Promise.all([first, ...others])).toEqual(["a1", "a2", "b1", "a3"]);
});

test("whatever the durations, calls of one key end in the order in which they were made", async () => {
  const ended: string[] = [];
  let seed = 7;
  const random = () => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const send = batchCalls<string, void>(
    async (items) => {
      for (let turns = Math.floor(random() * 6); turns > 0; turns--) await new Promise(setImmediate);
      ended.push(...items);
      return items.map(() => undefined);
    },
    { maxItems: 3, concurrency: 3, keysOf: ([key = ""]) => [key] },
  );
  const made: string[] = [];
  const calls: Promise<void>[] = [];
  for (let n = 0; n < 600; n++) {
    const item = `${"abcdefgh"[Math.floor(random() * 8)]}${n}`;
    made.push(item);
    calls.push(send(item));
    if (random() < 0.5) await new Promise(setImmediate);
  }
  await Promise.all(calls);
  for (const key of "abcdefgh") {
    const ofKey = (items: string[]) => items.filter((item) => item.startsWith(key));
    expect(ofKey(ended)).toEqual(ofKey(made));
  }
});
