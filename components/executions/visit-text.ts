import { exitName } from "#components/builder/issues/issue-text.ts";
import type { ExecutionSummary, Visit } from "#lib/api/executions.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { reasonText } from "#lib/nodes/problem-text.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";

/** What made the node act. */
export const eventText = (visit: Visit, t: Translate): string => t.maybe(`executions.event_${visit.event}`) ?? visit.event;

/** What came of the visit. */
export function outcomeText(visit: Visit, t: Translate, locale: Locale): string {
  if (visit.outcome === "left" && visit.exit !== null)
    return visit.exit === "next"
      ? t("executions.outcomeLeft")
      : t("executions.outcomeLeftBy", { exit: exitName(visit.exit, visit.node_type, t, locale) });
  if (visit.outcome === "waits") return t("executions.outcomeWaits");
  if (visit.outcome === "failed") return t("executions.outcomeFailed");
  return t("executions.outcomeEnded");
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
