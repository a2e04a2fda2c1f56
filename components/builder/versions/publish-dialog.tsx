"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toast } from "sonner";
import type { ReachChannel } from "#lib/api/flow-reach.ts";
import { flowsForIssues, useOtherFlows } from "#components/api/other-flows.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { PublishTests, type PublishTestsState } from "#components/simulator/publish-tests.tsx";
import { useContactFields } from "#components/api/contact-fields.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { ScrollArea } from "#components/ui/scroll-area.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { issuesIn } from "#lib/nodes/issues-in.ts";
import { countChanges, diffGraphs, isSameGraph } from "../model/diff.ts";
import { useSaveState } from "../saving/saving-context.tsx";
import { useDialogs } from "../store/dialogs.ts";
import { useSurroundings } from "../issues/surroundings.tsx";
import { useEditorState } from "../store/editor-context.tsx";
import { DifferenceList } from "../difference/difference-list.tsx";
import { AnswersOn, type LoadFlowReach, useFlowReach } from "./answers-on.tsx";
import { IssueLines } from "./issue-lines.tsx";
import { Published } from "./published.tsx";
import { countTypes, readiness } from "./readiness.ts";
import { useTriggerTies } from "./use-trigger-ties.ts";
import { type OnPublished, usePublish } from "./use-publish.ts";
import { listVersions, readVersion } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

const EMPTY = { nodes: [], transitions: [], start: null };

/** The last look before a flow goes live: what changes, what is wrong, who is inside. */
export function PublishDialog({ flowId, onPublished, loadReach }: { flowId: number; onPublished: OnPublished; loadReach: LoadFlowReach }) {
  const t = useT();
  const { current, close } = useDialogs();
  return (
    <Dialog open={current === "publish"} onOpenChange={(open) => !open && close()}>
      <DialogContent title={t("builder.publishTitle")} description={t("builder.publishText")} className="max-w-xl">
        <Form flowId={flowId} onPublished={onPublished} loadReach={loadReach} onDone={close} />
      </DialogContent>
    </Dialog>
  );
}

function Form({
  flowId,
  onPublished,
  loadReach,
  onDone,
}: {
  flowId: number;
  onPublished: OnPublished;
  loadReach: LoadFlowReach;
  onDone: () => void;
}) {
  const t = useT();
  const reasonId = useId();
  const publishDraft = usePublish(flowId, onPublished);
  const saveState = useSaveState();
  const graph = useEditorState((state) => state.graph);
  const [note, setNote] = useState("");
  const [pending, setPending] = useState(false);
  const [tests, setTests] = useState<PublishTestsState>("running");
  const reach = useFlowReach(flowId, loadReach);
  const [chosen, setChosen] = useState<ReachChannel | null>(null);
  const [done, setDone] = useState<{ version: number; channel: ReachChannel | null } | null>(null);
  const last = useQuery({ queryKey: [...versionsKey(flowId), "last"], queryFn: () => readLast(flowId), staleTime: 0 });
  useOtherFlows(graph);
  const around = { ...useSurroundings(), contactFields: useContactFields(), flows: flowsForIssues(graph, flowId) };
  const issues = issuesIn(graph, around);
  const errors = issues.filter(({ severity }) => severity === "error");
  const warnings = [...issues.filter(({ severity }) => severity === "warning"), ...useTriggerTies(flowId, graph)];
  const live = last.data?.number ?? null;
  // Only what conversations notice: a flow that was merely tidied may be published, and need not be.
  const changes = last.data === undefined || live === null ? null : countChanges(diffGraphs(last.data.graph, graph));
  const isSame = last.data !== undefined && live !== null && isSameGraph(last.data.graph, graph);
  // What was read before is not what is live now, so it is compared with nothing.
  const isOffline = last.fetchStatus === "paused" || last.isError;
  const isLiveKnown = last.isSuccess && last.fetchStatus === "idle";
  const { obstacle, isDoubtful } = readiness({
    errors: errors.length,
    warnings: warnings.length,
    tests,
    saving: saveState.kind,
    isOffline,
    isLiveKnown,
    changes,
    isNothing: isSame && chosen === null,
  });

  const go = async () => {
    setPending(true);
    try {
      const version = await publishDraft(note.trim(), chosen?.id ?? null);
      toast.success(t("builder.published", { number: version }));
      setDone({ version, channel: chosen ?? reach?.channels.find(({ begins }) => begins) ?? null });
    } catch (error) {
      toast.error((error as Error).message);
    } finally {
      setPending(false);
    }
  };
  if (done !== null) return <Published {...done} onClose={onDone} />;
  return (
    <>
      {errors.length > 0 && (
        <Callout tone="danger" role="alert">
          <p className="pb-1 font-medium">{t("builder.publishErrors", { count: errors.length })}</p>
          <IssueLines issues={errors} />
        </Callout>
      )}
      {errors.length === 0 && warnings.length > 0 && (
        <Callout tone="warning">
          <p className="pb-1 font-medium">{t("builder.publishWarnings", { count: warnings.length })}</p>
          <IssueLines issues={warnings} />
        </Callout>
      )}
      {isSame && isLiveKnown ? (
        <Callout tone="info">{t("builder.publishNothing", { number: live })}</Callout>
      ) : (
        <section className="flex flex-col gap-1.5">
          <h3 className="text-[13px] font-semibold">
            {live === null ? t("builder.publishFirst") : t("builder.publishChanges", { number: live })}
          </h3>
          <ScrollArea className="max-h-44 rounded-lg border border-border px-3 py-2">
            {last.error ? (
              <p className="text-[13px] text-danger-text">{refusalText(last.error, t)}</p>
            ) : !isLiveKnown ? (
              <Skeleton className="h-10" />
            ) : live === null ? (
              <FirstVersion graph={graph} />
            ) : (
              <DifferenceList before={last.data.graph} after={graph} />
            )}
          </ScrollArea>
          {isLiveKnown && last.data.open > 0 && (
            <p className="text-[13px] text-muted-foreground">{t("builder.publishInside", { count: last.data.open })}</p>
          )}
        </section>
      )}
      <AnswersOn reach={reach} chosen={chosen} onChoose={setChosen} />
      {errors.length === 0 && !isSame && (
        <section className="flex flex-col gap-1.5">
          <h3 className="text-[13px] font-semibold">{t("builder.publishTests")}</h3>
          <PublishTests flowId={flowId} graph={graph} onState={setTests} />
        </section>
      )}
      {!isSame && (
        <Field label={t("builder.publishNote")} help={t("builder.publishNoteHelp")}>
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={2}
              maxLength={500}
              value={note}
              onChange={({ target }) => setNote(target.value)}
              onKeyDown={(event) => {
                if (pressedKey(event) !== "Enter" || !(event.metaKey || event.ctrlKey) || obstacle !== null || pending) return;
                event.preventDefault();
                void go();
              }}
            />
          )}
        </Field>
      )}
      <DialogFooter className="sticky -bottom-5 z-10 -mx-5 -mb-5 border-t border-border bg-popover px-5 py-3">
        {obstacle !== null && (
          <p id={reasonId} className="min-w-0 flex-1 text-[13px] text-muted-foreground">
            {t(`builder.publishNot_${obstacle}`)}
          </p>
        )}
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        <Button
          variant={changes === 0 && chosen === null ? "outline" : "primary"}
          pending={pending}
          disabled={obstacle !== null}
          aria-describedby={obstacle === null ? undefined : reasonId}
          onClick={() => void go()}
        >
          {isSame && chosen !== null
            ? t("channels.answerThere")
            : isDoubtful && !isSame && errors.length === 0
              ? t("builder.publishAnyway")
              : t("builder.publish")}
          <span aria-hidden="true" className="max-sm:hidden">
            <Kbd keys={["mod", "Enter"]} keyClassName="border-current/30 bg-transparent text-current" />
          </span>
        </Button>
      </DialogFooter>
    </>
  );
}

/** All of it is new, so what it is made of says more than a list of everything. */
function FirstVersion({ graph }: { graph: FlowGraph }) {
  const t = useT();
  const format = useFormat();
  const locale = useLocale();
  const counts = countTypes(graph).map(([type, count]) => `${count} × ${nodeMessages(type, locale).type}`);
  return (
    <p className="text-[13px]">
      {t("builder.publishFirstNodes", { count: graph.nodes.length })}
      {counts.length > 0 && `: ${format.list(counts)}`}
    </p>
  );
}

/** The version that is live, and how many conversations are inside any. */
async function readLast(flowId: number) {
  const { items } = await listVersions(flowId, null);
  const number = items[0]?.number ?? null;
  const open = items.reduce((sum, version) => sum + version.open_executions, 0);
  return { number, open, graph: number === null ? EMPTY : await readVersion(flowId, number) };
}
