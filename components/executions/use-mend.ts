import { useRouter } from "next/navigation";
import { bringVisitSample } from "#components/node-form/sample/sample-store.ts";
import type { ExecutionSummary, Visit } from "#lib/api/executions.ts";
import type { HistoryResponse } from "#lib/api/history.ts";
import { useT } from "#lib/i18n/client.tsx";
import { nameOf } from "#components/ui/contact-name.ts";
import { failedField } from "./failed-field.ts";
import { flowOfVisit, momentAt } from "./replay.ts";

/** Opens the flow at the node of a visit that failed, at the field that failed it, with what the visit found to try it with. */
export function useMend(history: HistoryResponse): (at: number) => void {
  const t = useT();
  const router = useRouter();
  return (at) => {
    const moment = momentAt(history, at);
    if (moment === null) return;
    const { execution } = history;
    const field = fieldOf(moment.visit, execution);
    const { id: flowId } = flowOfVisit(history, moment.visit);
    const { id: executionId } = execution;
    bringVisitSample({ flowId, executionId, who: nameOf(execution.contact, t), context: moment.after, field });
    router.push(`/console/flows/${flowId}?${new URLSearchParams({ node: moment.visit.node_id, field: field ?? FIRST_FIELD }).toString()}`);
  };
}

/** See `focusField` of the inspector. */
const FIRST_FIELD = "*";

/** A visit that the conversation went on after tells of its condition alone; of the last one the execution knows all. */
function fieldOf({ conditions, note }: Visit, { reason, problem }: ExecutionSummary): string | null {
  const unknown = conditions.find(({ value }) => value === null);
  if (unknown !== undefined) return `condition:${unknown.transition_id}`;
  return note !== null && note === reason && problem !== null ? failedField(problem) : null;
}
