import { expect, test } from "vitest";
import { createPace } from "./pace.ts";

/** Calls at a steady rate for a second, each flushed as soon as the pace allows. */
function run(perSecond: number, mostMs: number) {
  let clock = 0;
  const pace = createPace(mostMs, () => clock);
  const waits: number[] = [];
  let flushes = 0;
  let nextFlush = Infinity;
  let waitingSince: number[] = [];
  for (let step = 0; step < 10_000; step++) {
    clock = step / 10;
    if (step % (10_000 / perSecond) === 0) {
      pace.count();
      waitingSince.push(clock);
      if (nextFlush === Infinity) nextFlush = clock + pace.wait();
    }
    if (clock >= nextFlush) {
      pace.begin();
      flushes++;
      waits.push(...waitingSince.map((since) => clock - since));
      waitingSince = [];
      nextFlush = Infinity;
    }
  }
  return { flushes, most: Math.max(...waits) };
}

test.each([10, 50, 100])("%i calls a second are each flushed at once", (perSecond) => {
  expect(run(perSecond, 15)).toEqual({ flushes: perSecond, most: 0 });
});

test.each([500, 1_000, 2_000])("%i calls a second share flushes, and none waits longer than told", (perSecond) => {
  const { flushes, most } = run(perSecond, 15);
  expect(flushes).toBeLessThan(150);
  expect(most).toBeLessThanOrEqual(15.2);
});

test("after a quiet moment a call is flushed at once again", () => {
  let clock = 0;
  const pace = createPace(15, () => clock);
  for (; clock < 400; clock++) pace.count();
  pace.begin();
  expect(pace.wait()).toBeGreaterThan(10);
  clock += 1_000;
  pace.count();
  expect(pace.wait()).toBe(0);
});
