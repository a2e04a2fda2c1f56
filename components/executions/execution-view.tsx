"use client";
import { PencilLine } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LiveData } from "#components/api/live-data.tsx";
import { storeFork } from "#components/simulator/fork.ts";
import { cn } from "#components/ui/cn.ts";
import { StaleNotice } from "#components/api/stale-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useMedia } from "#components/ui/use-media.ts";
import type { HistoryResponse } from "#lib/api/history.ts";
import { isCallEvent } from "#lib/engine/calls.ts";
import { isOpen } from "#lib/engine/status.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { Conversation } from "./conversation.tsx";
import { ExecutionHeader } from "./execution-header.tsx";
import { PartLinks } from "./part-links.tsx";
import { eventStarts, flowOfVisit, momentAt, nodeNameIn, visitOfNode } from "./replay.ts";
import { ReplayCanvas } from "./replay-canvas.tsx";
import { Timeline } from "./timeline.tsx";
import { useHistory } from "./use-history.ts";
import { VisitDetails } from "./visit-details.tsx";
import { useMend } from "./use-mend.ts";
import { VisitLog } from "./visit-log.tsx";
import { outcomeText } from "./visit-text.ts";
import { WriteInConversation } from "./write-in-conversation.tsx";

interface ExecutionViewProps {
  initial: HistoryResponse;
  /** The part of a long history that ends before this visit; null: the last part, which is live. */
  before: number | null;
  mayControl: boolean;
  /** To the contact. */
  mayWrite: boolean;
  /** Whether this person may change flows. */
  mayEdit: boolean;
}

export function ExecutionView(props: ExecutionViewProps) {
  return (
    <LiveData>
      <View {...props} />
    </LiveData>
  );
}

type Tab = "conversation" | "canvas" | "log";

function View({ initial, before, mayControl, mayEdit, mayWrite }: ExecutionViewProps) {
  const t = useT();
  const locale = useLocale();
  const router = useRouter();
  const { history, error, refresh } = useHistory(initial, before);
  /** Null: with the newest visit. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [tab, setTab] = useState<Tab>("conversation");
  const isWide = useMedia("(min-width: 64rem)", true);

  const { visits, messages, execution } = history;
  const at = Math.min(chosen ?? Infinity, visits.length - 1);
  const moment = momentAt(history, at);
  const events = eventStarts(visits);
  /** The flow in which the visit shown happened. */
  const shown = flowOfVisit(history, visits[at]);
  const shownName = (id: string) => nodeNameIn(shown.graph, id);
  const nameAt = (id: string, seq: number | null) =>
    nodeNameIn(
      flowOfVisit(
        history,
        visits.find((visit) => visit.seq === seq),
      ).graph,
      id,
    );
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
  const mend = useMend(history);
  const failedAt = execution.status === "failed" ? visits.findLastIndex(({ outcome }) => outcome === "failed") : -1;
  const fork = () => {
    if (moment === null) return;
    const { visit } = moment;
    // The first visit's context came with it: the contact, what they said, what was handed over.
    storeFork(shown.id, {
      node: visit.node_id,
      context: visit.seq === (visit.frame ?? 1) ? moment.after : moment.before,
      at: Date.parse(visit.at),
    });
    router.push(`/console/flows/${shown.id}?${new URLSearchParams({ panel: "simulator", node: visit.node_id }).toString()}`);
  };
  const text =
    moment === null
      ? ""
      : t("executions.visitText", {
          at: at + 1,
          count: visits.length,
          node: shownName(moment.visit.node_id),
          outcome: outcomeText(moment.visit, shown.graph, t, locale),
        });
  const seq = moment?.visit.seq ?? null;
  const isTab = (name: Tab) => cn("min-h-0 flex-1 flex-col lg:flex", tab === name ? "flex" : "hidden");

  return (
    <div className="flex h-full flex-col">
      <ExecutionHeader
        history={history}
        mayControl={mayControl}
        onChanged={() => void refresh()}
        onFork={moment === null ? undefined : fork}
        onMend={mayEdit && failedAt >= 0 ? () => mend(failedAt) : undefined}
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
          <Conversation
            messages={messages}
            isOver={!isOpen(execution.status)}
            quiet={before === null ? history.quiet : null}
            nodeName={nameAt}
            shown={seq}
            onShow={chooseSeq}
            mayEdit={mayEdit}
          />
          {mayWrite && isOpen(execution.status) && before === null && (
            <WriteInConversation contactId={execution.contact_id} executionId={execution.id} onDone={() => void refresh()} />
          )}
        </section>
        <section aria-label={t("executions.canvas")} className={isTab("canvas")}>
          {moment !== null && moment.visit.flow_version_id !== null && (
            <p className="truncate border-b border-border bg-muted px-3 py-1 text-xs">
              {t("executions.inFlow", { flow: shown.name, version: shown.version ?? "" })}
            </p>
          )}
          <div className="relative min-h-0 flex-1">
            {(isWide || tab === "canvas") && (
              <ReplayCanvas key={`${shown.id}.${shown.version ?? 0}`} graph={shown.graph} visits={visits} at={at} onNode={chooseNode} />
            )}
          </div>
          {isWide && (
            <Timeline count={visits.length} at={at} events={events} text={text} playing={playing} onMove={show} onPlay={setPlaying} />
          )}
        </section>
        <section aria-label={t("executions.log")} className={cn(isTab("log"), "border-border bg-surface lg:border-l")}>
          <h2 className="border-b border-border px-3 py-2 text-[13px] font-medium">{t("executions.log")}</h2>
          <VisitLog history={history} at={at} events={events} onShow={choose} />
          {moment !== null && (
            <div className="flex min-h-0 flex-1 flex-col border-t border-border">
              <h2 className="truncate bg-muted px-3 py-1.5 text-[13px] font-medium">
                {t("executions.visitNumber", { seq: moment.visit.seq, node: shownName(moment.visit.node_id) })}
              </h2>
              <div className="min-h-0 flex-1 scroll-thin overflow-y-auto">
                {mayEdit && moment.visit.outcome === "failed" && (
                  <div className="px-3 pt-3">
                    <Button size="sm" onClick={() => mend(at)}>
                      <PencilLine />
                      {t("executions.mend")}
                    </Button>
                  </div>
                )}
                <VisitDetails
                  moment={moment}
                  graph={shown.graph}
                  nodeName={shownName}
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
