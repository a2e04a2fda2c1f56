import type { ExecutionSummary, Visit } from "#lib/api/executions.ts";
import { callEventText } from "#lib/effects/messages.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { exitName } from "#lib/nodes/exit-name.ts";
import { reasonText } from "#lib/nodes/problem-text.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";

/** What made the node act. */
export const eventText = ({ event }: Visit, t: Translate, locale: Locale): string =>
  t.maybe(`executions.event_${event}`) ?? callEventText(event, locale) ?? event;

/** What came of the visit. `graph`: the version that ran, whose author may have named the exit. */
export function outcomeText(visit: Visit, graph: FlowGraph, t: Translate, locale: Locale): string {
  if (visit.outcome === "left" && visit.exit !== null)
    return visit.exit === "next"
      ? t("executions.outcomeLeft")
      : t("executions.outcomeLeftBy", { exit: exitName(visit.exit, nodeOf(visit, graph), locale) });
  if (visit.outcome === "waits") return t("executions.outcomeWaits");
  if (visit.outcome === "failed") return t("executions.outcomeFailed");
  return t("executions.outcomeEnded");
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
