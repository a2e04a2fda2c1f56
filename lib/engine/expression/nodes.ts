import type { Json } from "../types.ts";
import type { Callable } from "../vocabulary/callable.ts";

/** An expression as it was understood. Chains are flat, so that only true nesting is deep. */
export type Node =
  | { type: "value"; value: Json }
  | { type: "path"; keys: readonly Key[] }
  /** A value and what is done to it, one after the other: keys, methods, filters, tests, slices. */
  | { type: "chain"; of: Node; steps: readonly Step[] }
  | { type: "list"; items: readonly Node[] }
  | { type: "object"; entries: readonly { key: string; value: Node }[] }
  | { type: "and" | "or"; items: readonly Node[] }
  | { type: "not" | "negate" | "number"; of: Node }
  | { type: "compare" | "calculate"; first: Node; rest: readonly Operation[] }
  /** The first branch whose test holds; without one, nothing or `otherwise`. */
  | { type: "choice"; branches: readonly { test: Node; value: Node }[]; otherwise: Node }
  | { type: "range"; from: Node; to: Node }
  | { type: "call"; name: string; run: Callable; values: readonly (Node | undefined)[]; named: readonly Named[] };

export type Key = string | number | Node;

export interface Named {
  name: string;
  value: Node;
}

export type Step =
  | { kind: "key"; key: Key }
  | { kind: "slice"; from: Node | null; to: Node | null; step: Node | null }
  /** `values` in the order of the callable's parameters after the first, which is what the chain has come to. */
  | {
      kind: "method" | "filter" | "test";
      name: string;
      run: Callable;
      values: readonly (Node | undefined)[];
      named: readonly Named[];
      negated: boolean;
    }
  | { kind: "defined"; negated: boolean };

export interface Operation {
  operator: string;
  operand: Node;
}

export interface ParsedExpression {
  readonly root: Node;
  /** The ways into the context that it reads, as far as they are known before it runs. */
  readonly reads: readonly Read[];
}

export interface Read {
  keys: Keys;
  /** Nothing goes further than these keys. */
  isWhole: boolean;
}

export type Keys = readonly (string | number)[];

/** The name under which the whole context can be reached, unless the context has a key of that name. */
export const WHOLE_CONTEXT = "context";
