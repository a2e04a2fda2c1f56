import type { ConditionFunction } from "./functions.ts";
import type { Json } from "../types.ts";

/** A condition as it was understood. Chains are flat, so that only true nesting is deep. */
export type Node =
  | { type: "value"; value: Json }
  | { type: "path"; keys: readonly Key[] }
  | { type: "member"; of: Node; keys: readonly Key[] }
  | { type: "list"; items: readonly Node[] }
  | { type: "and" | "or"; items: readonly Node[] }
  | { type: "not" | "negate" | "number"; of: Node }
  | { type: "compare" | "calculate"; first: Node; rest: readonly Operation[] }
  | { type: "choice"; test: Node; yes: Node; no: Node }
  | { type: "call"; run: ConditionFunction["run"]; values: readonly Node[] };

export type Key = string | number | Node;

export interface Operation {
  operator: string;
  operand: Node;
}

export interface ParsedCondition {
  readonly root: Node;
  /** The ways into the context that it reads, as far as they are known before it runs. */
  readonly paths: readonly string[];
}

/** The name under which the whole context can be reached, unless the context has a key of that name. */
export const WHOLE_CONTEXT = "context";
