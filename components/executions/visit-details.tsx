"use client";
import { ChevronRight, Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import { ContextTree } from "#components/simulator/context-tree.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DateTime } from "#components/ui/time.tsx";
import type { HistoryCall, ConversationMessage } from "#lib/api/history.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { JsonView } from "./json-view.tsx";
import type { Moment } from "./replay.ts";
import { useSendStatus } from "#components/chat/ticks.tsx";

interface VisitDetailsProps {
  moment: Moment;
  /** Those of this visit. */
  sends: readonly ConversationMessage[];
  aiCalls: readonly HistoryCall[];
}

/** What one visit did: to the context, to Meta, to the language model. */
export function VisitDetails({ moment, sends, aiCalls }: VisitDetailsProps) {
  return (
    <div className="flex flex-col">
      {sends.map((message) => (
        <Send key={message.id} message={message} />
      ))}
      {aiCalls.map((aiCall) => (
        <AiExchange key={aiCall.id} aiCall={aiCall} />
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
        <Disclosure label={t("executions.request")} value={request.body}>
          {" "}
          <code className="font-mono text-[11px] text-muted-foreground">{`${request.method} ${request.path}`}</code>
        </Disclosure>
      )}
      {answer === null ? (
        message.status !== "simulated" && (
          <p className="text-xs text-muted-foreground">{t(isUnderWay ? "executions.noAnswer" : "executions.noAnswerKept")}</p>
        )
      ) : (
        <Disclosure label={t("executions.answer")} value={answer} open={message.status === "failed" || message.status === "unknown"} />
      )}
      {error != null && <Disclosure label={t("executions.judged")} value={error} open={answer === null} />}
      <ul className="flex flex-col gap-0.5 text-xs text-muted-foreground">
        {history.map(({ status, at }) => (
          <li key={`${status}${at}`} className="flex justify-between gap-2">
            <span>{statusText(status)}</span>
            <DateTime at={at} seconds className="tabular-nums" />
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

/** JSON behind a line that tells what it is; `children`: what else stands on that line. */
function Disclosure({ label, value, open = false, children }: { label: string; value: unknown; open?: boolean; children?: ReactNode }) {
  return (
    <details open={open}>
      <summary className="cursor-pointer text-xs outline-none focus-visible:ring-2 focus-visible:ring-ring">
        {label}
        {children}
      </summary>
      <div className="pt-1.5">
        <JsonView value={value} label={label} />
      </div>
    </details>
  );
}

function AiExchange({ aiCall }: { aiCall: HistoryCall }) {
  const t = useT();
  const format = useFormat();
  const { started_at: started, finished_at: finished } = aiCall;
  const usage = usageOf(aiCall.result);
  const seconds = started === null || finished === null ? null : (Date.parse(finished) - Date.parse(started)) / 1_000;
  const notTimed = t(finished === null ? "executions.aiOpen" : "executions.aiNotMade");
  const took = seconds === null ? notTimed : t("executions.seconds", { seconds: format.number(seconds, { maximumFractionDigits: 1 }) });
  return (
    <section aria-label={t("executions.aiCall")} className="flex flex-col gap-2 border-t border-border p-3 first:border-t-0">
      <div className="flex items-center justify-between gap-2">
        <h3 className="flex items-center gap-1.5 text-[13px] font-medium">
          <Sparkles aria-hidden="true" className="size-4 text-family-connect" />
          {t("executions.aiCall")}
        </h3>
        <span className="text-xs text-muted-foreground tabular-nums">{took}</span>
      </div>
      {usage !== null && <p className="text-xs text-muted-foreground">{t("executions.tokens", usage)}</p>}
      <Disclosure label={t("executions.aiRequest")} value={aiCall.request} />
      {aiCall.result != null && <Disclosure label={t("executions.aiResult")} value={aiCall.result} />}
    </section>
  );
}

/** The tokens of an OpenAI-compatible answer; null where it told none. */
function usageOf(result: unknown): { prompt: number; completion: number; total: number } | null {
  const usage = typeof result === "object" && result !== null && "usage" in result ? result.usage : null;
  if (typeof usage !== "object" || usage === null) return null;
  const count = (name: string): number => {
    const value = (usage as Record<string, unknown>)[name];
    return typeof value === "number" ? value : 0;
  };
  const [prompt, completion] = [count("prompt_tokens"), count("completion_tokens")];
  return { prompt, completion, total: count("total_tokens") || prompt + completion };
}
