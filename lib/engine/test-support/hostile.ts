import fc from "fast-check";
import { expect } from "vitest";
import type { Context } from "../types.ts";

/** The value, or the code of the one error that may be thrown; any other error fails the test. */
export function outcome(run: () => unknown, allowed: new (...args: never[]) => Error & { code: string }): unknown {
  try {
    return run();
  } catch (error) {
    expect(error).toBeInstanceOf(allowed);
    expect((error as Error).message).not.toBe("");
    return (error as { code: string }).code;
  }
}

const cyclic: { [key: string]: unknown } = { a: 1 };
cyclic["self"] = cyclic;
cyclic["list"] = [cyclic];

const throwing = {
  get a(): never {
    throw new TypeError("trap");
  },
};
const endless = { next: () => ({ done: false }), throw: () => 1, return: () => 1, toLiquid: () => endless, valueOf: () => endless };

const trap = (): never => {
  throw new TypeError("trap");
};
const trapped = new Proxy({}, { get: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap, ownKeys: trap, has: () => false });

/** Made when needed: fast-check itself looks into what it is given. */
const weird = fc
  .constantFrom<(() => unknown)[]>(
    () => undefined,
    () => Number.NaN,
    () => Number.POSITIVE_INFINITY,
    () => -0,
    () => 10n,
    () => Symbol("s"),
    () => () => 1,
    () => new Date(0),
    () => new Map([["a", 1]]),
    () => /x/,
    () => new Error("e"),
    () => cyclic,
    () => throwing,
    () => trapped,
    () => endless,
    () => [undefined, () => 1],
    () => new Array(4_000_000_000),
    () => Object.create(null),
    () => Object.create({ a: 1 }),
    () => ({ toString: "x", valueOf: "y", toJSON: () => 1 }),
    () => ({ toString: null }),
    () => "\ud800",
    () => "\u0000",
    () => "{{ a }}{a}{% raw %}",
    () => " 12 ",
    () => "9".repeat(400),
    () => ({ size: 1, first: 2, length: 3 }),
    () => ({ then: () => 1, equals: () => true }),
    () => JSON.parse('{"__proto__": {"b": 1}, "constructor": 1}'),
  )
  .map((make) => make());
const value = fc.oneof(weird, fc.jsonValue() as fc.Arbitrary<unknown>, fc.string({ unit: "binary" }), fc.array(weird, { maxLength: 3 }));

const NAMES = fc.constantFrom("a", "b", "user", "items", "name", "x", "__proto__", "constructor", "context");

/** Contexts as no caller should make them: values that are not JSON, that contain themselves, that throw when read. */
export const hostileContext = fc.oneof(
  { weight: 9, arbitrary: fc.dictionary(NAMES, value, { noNullPrototype: false }) },
  { weight: 1, arbitrary: weird },
) as fc.Arbitrary<Context>;
