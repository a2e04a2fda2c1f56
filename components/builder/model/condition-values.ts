import { type Choice, choicesSetBy } from "#lib/conditions/names.ts";
import { type Comparison, COMPARISONS, type Row, TAKES, WRITTEN_AS } from "#lib/conditions/rows.ts";
import { pathSource } from "#lib/conditions/source.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import type { NodeTypes } from "#lib/engine/define-node.ts";
import type { FlowGraph, FlowNode } from "#lib/engine/types.ts";
import type { Kind } from "#lib/engine/vocabulary/entries.ts";
import { keysSetBy, nodesBefore, pathsBefore } from "./upstream.ts";

/** What conditions after a node can be about, for those who choose them. */

export interface OfferedValue {
  /** As a condition reads it. */
  source: string;
  /** Names of the nodes that may have set it; none where it is always there. */
  setBy: readonly string[];
  kind: Kind | "choice" | null;
  /** Those of which the value is one. */
  choices: readonly Choice[];
}

const TIMES: readonly [source: string, kind: Kind][] = [
  ["now", "date"],
  ["today", "date"],
  ["hour(now)", "number"],
  ["weekday(now)", "number"],
];

/** The last answer that was asked for first, then what is set nearest, then what is always there, of the message itself at the end. */
export function valuesAfter(graph: FlowGraph, nodeTypes: NodeTypes, nodeId: string, fields: readonly ContactField[] = []): OfferedValue[] {
  const nodes = nodesBefore(graph, nodeId, true);
  const choices = choicesSetBy(nodes, nodeTypes);
  const paths = pathsBefore(graph, nodeTypes, nodeId, { after: true, fields }).filter(({ path }) => path !== "message.data");
  const last = lastAnswer(nodes, nodeTypes);
  const values = paths.map(({ path, setBy, kind }): OfferedValue => {
    const offered = choices.get(path) ?? [];
    return { source: pathSource(path), setBy, kind: offered.length > 0 ? "choice" : (kind ?? null), choices: offered };
  });
  const times = TIMES.map(([source, kind]): OfferedValue => ({ source, setBy: [], kind, choices: [] }));
  const rank = ({ source }: OfferedValue) => (source === last ? 0 : source.startsWith("message.") ? 2 : 1);
  return [...values, ...times].toSorted((a, b) => rank(a) - rank(b));
}

/** Where the nearest node that hears the contact keeps what it heard. */
function lastAnswer(nodes: readonly FlowNode[], nodeTypes: NodeTypes): string {
  const asking = nodes.find(({ node_type }) => nodeTypes.get(node_type)?.family === "listen");
  const [key] = asking === undefined ? [] : keysSetBy(asking, nodeTypes);
  return key === undefined ? "last_message" : pathSource(key);
}

const FITTING: Readonly<Record<"choice" | "text" | "number" | "date" | "list" | "boolean" | "object", readonly Comparison[]>> = {
  choice: ["is_choice", "is_empty"],
  // Those that are offered first anyway.
  text: COMPARISONS.slice(0, COMPARISONS.indexOf("is_number") + 1),
  number: ["equals", "between", "more", "at_least", "less", "at_most"],
  date: ["before", "after", "between"],
  list: ["contains_any", "contains_all", "is_empty"],
  boolean: ["is_true"],
  object: ["is_empty", "is_true"],
};

/** All comparisons, those first that fit this kind of value. */
export function comparisonsFor(kind: OfferedValue["kind"]): { fitting: readonly Comparison[]; others: readonly Comparison[] } {
  const fitting = FITTING[kind ?? "text"];
  return { fitting, others: COMPARISONS.filter((each) => !fitting.includes(each)) };
}

/** A row that was only begun. What needs nothing more would be a condition already, so it is none of these. */
export function begunRow({ source, kind }: OfferedValue): Row {
  const first: Comparison =
    kind === "choice"
      ? "is_choice"
      : kind === "number"
        ? "equals"
        : kind === "date"
          ? "before"
          : kind === "list"
            ? "contains_any"
            : "same_text";
  return withComparison({ value: source, comparison: first, negated: false, with: [] }, first, false);
}

/** The row about another value: as that is asked for most often while nothing is written yet, else as it is. */
export function withValue(row: Row, source: string, offered: OfferedValue | undefined): Row {
  const isBlank = TAKES[row.comparison] !== "nothing" && row.with.every((operand) => operand === null);
  return isBlank && offered !== undefined ? begunRow(offered) : withComparison({ ...row, value: source }, row.comparison, row.negated);
}

/** The row with another comparison; what it is compared with stays where it can. */
export function withComparison({ value, comparison: before, with: operands }: Row, comparison: Comparison, negated: boolean): Row {
  const takes = TAKES[comparison];
  const isAlike = WRITTEN_AS[comparison] === WRITTEN_AS[before] && (comparison === "is_choice") === (before === "is_choice");
  const [first = null, second = null] = isAlike ? operands : [];
  const kept = { nothing: [], one: [first], two: [first, second], many: isAlike ? operands.filter((each) => each !== null) : [] }[takes];
  return { value, comparison, negated, with: kept };
}
