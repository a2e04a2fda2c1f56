"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LiveData } from "#components/api/live-data.tsx";
import { storeFork } from "#components/simulator/fork.ts";
import { cn } from "#components/ui/cn.ts";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useMedia } from "#components/ui/use-media.ts";
import type { HistoryResponse } from "#lib/api/history.ts";
import { isCallEvent } from "#lib/engine/calls.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { Conversation } from "./conversation.tsx";
import { ExecutionHeader } from "./execution-header.tsx";
import { PartLinks } from "./part-links.tsx";
import { eventStarts, momentAt, visitOfNode } from "./replay.ts";
import { ReplayCanvas } from "./replay-canvas.tsx";
import { Timeline } from "./timeline.tsx";
import { useHistory } from "./use-history.ts";
import { VisitDetails } from "./visit-details.tsx";
import { VisitLog } from "./visit-log.tsx";
import { outcomeText } from "./visit-text.ts";

interface ExecutionViewProps {
  initial: HistoryResponse;
  /** The part of a long history that ends before this visit; null: the last part, which is live. */
  before: number | null;
  mayControl: boolean;
}

export function ExecutionView(props: ExecutionViewProps) {
  return (
    <LiveData>
      <View {...props} />
    </LiveData>
  );
}

type Tab = "conversation" | "canvas" | "log";

function View({ initial, before, mayControl }: ExecutionViewProps) {
  const t = useT();
  const locale = useLocale();
  const router = useRouter();
  const { history, error, refresh } = useHistory(initial, before);
  /** Null: with the newest visit. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [tab, setTab] = useState<Tab>("conversation");
  const isWide = useMedia("(min-width: 64rem)", true);

  const { visits, messages, graph, execution } = history;
  const at = Math.min(chosen ?? Infinity, visits.length - 1);
  const moment = momentAt(history, at);
  const events = eventStarts(visits);
  const nodeName = (id: string) => graph.nodes.find((node) => node.id === id)?.name || id;
  const show = (to: number) => setChosen(to >= visits.length - 1 ? null : to);
  const choose = (to: number) => {
    setPlaying(false);
    show(to);
  };
  const chooseNode = (nodeId: string) => {
    const to = visitOfNode(visits, nodeId, at);
    if (to !== null && to !== at) choose(to);
  };
  const chooseSeq = (seq: number) => choose(visits.findIndex((visit) => visit.seq === seq));
  const fork = () => {
    if (moment === null) return;
    const { visit } = moment;
    // The first visit's context came with it: the contact, and what they said.
    storeFork(execution.flow_id, {
      node: visit.node_id,
      context: visit.seq === 1 ? moment.after : moment.before,
      at: Date.parse(visit.at),
    });
    router.push(`/console/flows/${execution.flow_id}?panel=simulator`);
  };
  const text =
    moment === null
      ? ""
      : t("executions.visitText", {
          at: at + 1,
          count: visits.length,
          node: nodeName(moment.visit.node_id),
          outcome: outcomeText(moment.visit, graph, t, locale),
        });
  const seq = moment?.visit.seq ?? null;
  const isTab = (name: Tab) => cn("min-h-0 flex-1 flex-col lg:flex", tab === name ? "flex" : "hidden");

  return (
    <div className="flex h-full flex-col">
      <ExecutionHeader
        history={history}
        nodeName={nodeName}
        mayControl={mayControl}
        onChanged={() => void refresh()}
        onFork={moment === null ? undefined : fork}
      />
      <StaleNotice error={error} className="m-2" />
      <PartLinks executionId={execution.id} firstSeq={history.truncated ? (visits[0]?.seq ?? null) : null} isPart={before !== null} />
      <div className="border-b border-border p-2 lg:hidden">
        <Segmented
          label={t("executions.show")}
          value={tab}
          onChange={setTab}
          options={[
            { value: "conversation", label: t("executions.conversation") },
            { value: "canvas", label: t("executions.canvas") },
            { value: "log", label: t("executions.log") },
          ]}
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col lg:grid lg:grid-cols-[19rem_minmax(0,1fr)_21rem]">
        <section aria-label={t("executions.conversation")} className={cn(isTab("conversation"), "border-border lg:border-r")}>
          <Conversation messages={messages} nodeName={nodeName} shown={seq} onShow={chooseSeq} />
        </section>
        <section aria-label={t("executions.canvas")} className={isTab("canvas")}>
          <div className="relative min-h-0 flex-1">
            {(isWide || tab === "canvas") && (
              <ReplayCanvas key={execution.flow_version ?? 0} graph={graph} visits={visits} at={at} onNode={chooseNode} />
            )}
          </div>
          {isWide && (
            <Timeline count={visits.length} at={at} events={events} text={text} playing={playing} onMove={show} onPlay={setPlaying} />
          )}
        </section>
        <section aria-label={t("executions.log")} className={cn(isTab("log"), "border-border bg-surface lg:border-l")}>
          <h2 className="border-b border-border px-3 py-2 text-[13px] font-medium">{t("executions.log")}</h2>
          <VisitLog visits={visits} graph={graph} nodeName={nodeName} at={at} events={events} onShow={choose} ending={history.execution} />
          {moment !== null && (
            <div className="flex min-h-0 flex-1 flex-col border-t border-border">
              <h2 className="truncate bg-muted px-3 py-1.5 text-[13px] font-medium">
                {t("executions.visitNumber", { seq: moment.visit.seq, node: nodeName(moment.visit.node_id) })}
              </h2>
              <div className="min-h-0 flex-1 scroll-thin overflow-y-auto">
                <VisitDetails
                  moment={moment}
                  sends={messages.filter((message) => message.direction === "outbound" && message.visit_seq === seq)}
                  calls={history.calls.filter(
                    ({ visit_seq: asked }) =>
                      asked === seq || (isCallEvent({ type: moment.visit.event }) && asked === moment.visit.seq - 1),
                  )}
                />
              </div>
            </div>
          )}
        </section>
      </div>
      {!isWide && (
        <Timeline count={visits.length} at={at} events={events} text={text} playing={playing} onMove={show} onPlay={setPlaying} />
      )}
    </div>
  );
}
