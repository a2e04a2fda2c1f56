"use client";
import { ChevronRight } from "lucide-react";
import { ContextTree } from "#components/simulator/context-tree.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { JsonDisclosure } from "#components/ui/json-disclosure.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { Time } from "#components/ui/time.tsx";
import type { HistoryCall, ConversationMessage } from "#lib/api/history.ts";
import { CALL_DRAWINGS } from "#lib/effects/cards.tsx";
import { callMessages } from "#lib/effects/messages.ts";
import { isCallName } from "#lib/engine/calls.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { triedConditions } from "#lib/nodes/way.ts";
import { ConditionsTried } from "./conditions-tried.tsx";
import type { Moment } from "./replay.ts";
import { wayOf } from "./visit-text.ts";
import { useSendStatus } from "#components/chat/ticks.tsx";

interface VisitDetailsProps {
  moment: Moment;
  /** The version that ran. */
  graph: FlowGraph;
  nodeName: (nodeId: string) => string;
  /** Those of this visit. */
  sends: readonly ConversationMessage[];
  calls: readonly HistoryCall[];
}

/** What one visit did: to the context, to Meta, to others that it called. */
export function VisitDetails({ moment, graph, nodeName, sends, calls }: VisitDetailsProps) {
  return (
    <div className="flex flex-col">
      <ConditionsTried tried={triedConditions(wayOf(moment.visit), graph)} graph={graph} context={moment.after} nodeName={nodeName} />
      {sends.map((message) => (
        <Send key={message.id} message={message} />
      ))}
      {calls.map((call) => (
        <Exchange key={call.id} call={call} />
      ))}
      <ContextTree key={moment.visit.seq} context={moment.after} before={moment.before} />
      <ContextBefore context={moment.before} />
    </div>
  );
}

function ContextBefore({ context }: { context: Moment["before"] }) {
  const t = useT();
  return (
    <details className="group/before border-t border-border">
      <summary className="flex h-8 cursor-pointer list-none items-center gap-1.5 px-3 text-[13px] font-medium outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset">
        <ChevronRight aria-hidden="true" className="size-3.5 group-open/before:rotate-90" />
        {t("executions.contextBefore")}
      </summary>
      <div className="px-3 pb-3">
        <JsonView value={context} label={t("executions.contextBefore")} />
      </div>
    </details>
  );
}

function Send({ message }: { message: ConversationMessage }) {
  const t = useT();
  const statusText = useSendStatus();
  const { request, answer, error, status_history: history } = message;
  const isUnderWay = message.status === "queued" || message.status === "sending";
  return (
    <section aria-label={t("executions.send")} className="flex flex-col gap-2 border-t border-border p-3 first:border-t-0">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-[13px] font-medium">{t("executions.send")}</h3>
        <span className="text-xs text-muted-foreground">{statusText(message.status)}</span>
      </div>
      {request !== null && (
        <JsonDisclosure label={t("executions.request")} value={request.body}>
          {" "}
          <code className="font-mono text-[11px] text-muted-foreground">{`${request.method} ${request.path}`}</code>
        </JsonDisclosure>
      )}
      {answer === null ? (
        message.status !== "simulated" && (
          <p className="text-xs text-muted-foreground">{t(isUnderWay ? "executions.noAnswer" : "executions.noAnswerKept")}</p>
        )
      ) : (
        <JsonDisclosure label={t("executions.answer")} value={answer} open={message.status === "failed" || message.status === "unknown"} />
      )}
      {error != null && <JsonDisclosure label={t("executions.judged")} value={error} open={answer === null} />}
      <ul className="flex flex-col gap-0.5 text-xs text-muted-foreground">
        {history.map(({ status, at }) => (
          <li key={`${status}${at}`} className="flex justify-between gap-2">
            <span>{statusText(status)}</span>
            <Time at={at} as="exact" className="tabular-nums" />
          </li>
        ))}
        {message.attempts > 1 && <li>{t("executions.attempts", { count: message.attempts })}</li>}
        {message.wamid !== null && (
          <li className="flex items-center gap-1">
            <code className="min-w-0 truncate font-mono text-[11px]">{message.wamid}</code>
            <CopyButton text={message.wamid} label="wamid" />
          </li>
        )}
      </ul>
    </section>
  );
}

function Exchange({ call }: { call: HistoryCall }) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const { started_at: started, finished_at: finished } = call;
  const seconds = started === null || finished === null ? null : (Date.parse(finished) - Date.parse(started)) / 1_000;
  const notTimed = t(finished === null ? "executions.callOpen" : "executions.callNotMade");
  const took = seconds === null ? notTimed : t("executions.seconds", { seconds: format.number(seconds, { maximumFractionDigits: 1 }) });
  if (!isCallName(call.effect)) return <JsonDisclosure label={call.effect} value={call} />;
  const { icon: Icon, Log } = CALL_DRAWINGS[call.effect];
  const { name } = callMessages(call.effect, locale);
  return (
    <section aria-label={name} className="flex flex-col gap-2 border-t border-border p-3 first:border-t-0">
      <div className="flex items-center justify-between gap-2">
        <h3 className="flex items-center gap-1.5 text-[13px] font-medium">
          <Icon aria-hidden="true" className="size-4 text-family-connect" />
          {name}
        </h3>
        <span className="text-xs text-muted-foreground tabular-nums">{took}</span>
      </div>
      <Log request={call.request} result={call.result ?? null} />
    </section>
  );
}
