import { expect, test } from "vitest";
import { gather } from "./gather.ts";

const settled = (calls: Promise<unknown>[]) =>
  Promise.allSettled(calls).then((outcomes) =>
    outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value : `refused: ${(outcome.reason as Error).message}`)),
  );

test("calls of one moment share a flush, and each gets its own result", async () => {
  const flushes: number[][] = [];
  const double = gather<number, number>(
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
  const slow = gather<number, number>(
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
  const busy = gather<number, number>(
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
  const refusing = gather<string, string>(
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
  const failing = gather<string, string>(
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
  const breaking = gather<string, string>(
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
