import { namesIn } from "../conditions/names.ts";
import { conditionSentence } from "../conditions/sentence.ts";
import { isAlways } from "../engine/compile.ts";
import type { FlowGraph, Transition, Visit } from "../engine/types.ts";
import { translator } from "../i18n/catalogue.ts";
import type { Locale } from "../i18n/locale.ts";
import { exitName } from "./exit-name.ts";
import { nodeTypes } from "./registry.ts";

/** What is known of the way that a visit took. */
export type Way = Pick<Visit, "nodeId" | "exit" | "transitionId" | "conditions">;

/** A condition that a visit tried. `order`: from 1, among the transitions of the exit; `value` as `TriedCondition` has it. */
export interface Tried {
  order: number;
  condition: string;
  value: boolean | null;
  transition: Transition;
}

/**
 * The conditions that a visit tried, as the version that ran has them. Of a visit from before they were kept the way that it took tells
 * the same: whatever stands before it in the order did not hold.
 */
export function triedConditions({ nodeId, transitionId, conditions }: Way, { transitions }: FlowGraph): Tried[] {
  const leaving = transitions.filter(({ from }) => from === nodeId);
  const decided = leaving.find(({ id }) => id === (conditions?.at(-1)?.transitionId ?? transitionId));
  const rivals = leaving.filter(({ exit }) => exit === decided?.exit);
  const known = new Map(conditions?.map(({ transitionId: id, value }) => [id, value]));
  const upTo = rivals.findIndex(({ id }) => id === decided?.id);
  return rivals.slice(0, upTo + 1).flatMap((transition, index) => {
    const { id, condition } = transition;
    if (isAlways(condition)) return [];
    const value = known.has(id) ? (known.get(id) ?? null) : id === transitionId;
    return [{ order: index + 1, condition, value, transition }];
  });
}

/** A condition of this flow as people read it. */
export const conditionText = (condition: string, graph: FlowGraph, locale: Locale): string =>
  conditionSentence(condition, locale, namesIn(graph, nodeTypes));

/** Which way a visit went and why, in one sentence: "Condition 1: confirma is yes, so to “Booked”". Null where it went no way. */
export function wayText(way: Way, graph: FlowGraph, locale: Locale): string | null {
  const t = translator(locale);
  const taken = graph.transitions.find(({ id }) => id === way.transitionId);
  const tried = triedConditions(way, graph);
  const last = tried.at(-1);
  if (taken === undefined) {
    if (last === undefined) return null;
    if (last.value === null)
      return t("executions.wayUnknown", { order: last.order, condition: conditionText(last.condition, graph, locale) });
    return t("executions.wayNone");
  }
  const to = nameOf(taken.to, graph);
  if (last?.value === true)
    return t("executions.wayBy", { order: last.order, condition: conditionText(last.condition, graph, locale), to });
  if (last !== undefined) return t("executions.wayOtherwise", { to });
  if (taken.exit === "next") return t("executions.wayOn", { to });
  const node = graph.nodes.find(({ id }) => id === way.nodeId);
  return t("executions.wayByExit", { exit: exitName(taken.exit, node, locale), to });
}

export const nameOf = (nodeId: string, { nodes }: FlowGraph): string => nodes.find(({ id }) => id === nodeId)?.name || nodeId;
