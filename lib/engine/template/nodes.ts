import type { Node, ParsedExpression, Step } from "../expression/nodes.ts";

/** A text as it was understood. `start`: where its mark begins, for errors. */
export type TextNode =
  | { type: "words"; pieces: readonly Piece[]; start: number }
  | { type: "output"; expression: ParsedExpression; isUrlEncoded: boolean; start: number }
  | { type: "if"; branches: readonly Branch[]; otherwise: Body; start: number }
  | {
      type: "case";
      subject: ParsedExpression;
      branches: readonly { values: readonly ParsedExpression[]; body: Body }[];
      otherwise: Body;
      start: number;
    }
  | Loop
  | { type: "set"; targets: readonly Target[]; value: ParsedExpression; isLocal: boolean; start: number }
  | { type: "capture"; target: Target; steps: readonly Step[]; reads: ParsedExpression | null; body: Body; isLocal: boolean; start: number }
  | { type: "with"; bindings: readonly { name: string; value: ParsedExpression }[]; body: Body; start: number }
  | { type: "filter"; steps: readonly Step[]; reads: ParsedExpression; body: Body; start: number }
  | { type: "cycle"; group: string; values: readonly ParsedExpression[]; start: number }
  | { type: "count"; name: string; by: 1 | -1; start: number }
  | { type: "break" | "continue"; start: number };

export type Body = readonly TextNode[];

export interface Branch {
  test: ParsedExpression;
  /** Of `unless`. */
  isNegated: boolean;
  body: Body;
}

export interface Loop {
  type: "for";
  names: readonly string[];
  list: ParsedExpression;
  /** `for x in list if test`. */
  test: ParsedExpression | null;
  /** Liquid's `reversed`, `limit: 2`, `offset: 1`; `continue`: from where the last loop over the same ended. */
  isReversed: boolean;
  limit: ParsedExpression | null;
  offset: ParsedExpression | "continue" | null;
  /** By what the same loop is known again. */
  label: string;
  body: Body;
  otherwise: Body;
  start: number;
}

export interface Target {
  name: string;
  /** Of a namespace: `ns.key`. */
  key: string | null;
}

/** Words as they stand, or a placeholder. */
export type Piece = string | Placeholder;

interface Placeholder {
  path: Extract<Node, { type: "path" }>;
  keys: readonly (string | number)[];
  conversion: string | undefined;
  spec: string;
  written: string;
}
