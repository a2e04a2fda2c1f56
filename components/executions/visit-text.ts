import type { ExecutionSummary, Visit } from "#lib/api/executions.ts";
import { callEventText } from "#lib/effects/messages.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { exitName } from "#lib/nodes/exit-name.ts";
import { type Way, wayText } from "#lib/nodes/way.ts";
import { reasonText } from "#lib/nodes/problem-text.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";

/** What made the node act. */
export const eventText = ({ event }: Visit, t: Translate, locale: Locale): string =>
  t.maybe(`executions.event_${event}`) ?? callEventText(event, locale) ?? event;

/** The way that a visit of the log took. */
export const wayOf = ({ node_id: nodeId, exit, transition_id: transitionId, conditions }: Visit): Way => ({
  nodeId,
  exit,
  transitionId,
  conditions: conditions.map(({ transition_id: id, value }) => ({ transitionId: id, value })),
});

/** What came of the visit, and why it went where it did. `graph`: the version that ran, whose author may have named the exit. */
export function outcomeText(visit: Visit, graph: FlowGraph, t: Translate, locale: Locale): string {
  const way = wayText(wayOf(visit), graph, locale);
  if (visit.outcome === "left" && visit.exit !== null) {
    if (way !== null) return way;
    return visit.exit === "next"
      ? t("executions.outcomeLeft")
      : t("executions.outcomeLeftBy", { exit: exitName(visit.exit, nodeOf(visit, graph), locale) });
  }
  if (visit.outcome === "waits") return t("executions.outcomeWaits");
  if (visit.outcome === "began") return t("executions.outcomeBegan");
  const came = t(visit.outcome === "failed" ? "executions.outcomeFailed" : "executions.outcomeEnded");
  return way === null ? came : `${came}. ${way}`;
}

/** The node as it was; of one that is not in the graph the type at least is known. */
function nodeOf({ node_id, node_type }: Visit, { nodes }: FlowGraph) {
  return nodes.find(({ id }) => id === node_id) ?? { node_type, config: {} };
}

/** What a visit noted. One that failed notes why the execution ended. */
export function noteText(
  note: string,
  visit: Visit,
  ending: Pick<ExecutionSummary, "reason" | "problem">,
  t: Translate,
  locale: Locale,
): string {
  if (note === ending.reason) return reasonText(ending, locale) ?? note;
  return nodeMessages(visit.node_type, locale).notes?.[note] ?? t.maybe(`executions.note_${note}`) ?? note;
}
