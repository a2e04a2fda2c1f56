"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { PublishTests, type PublishTestsState } from "#components/simulator/publish-tests.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { ScrollArea } from "#components/ui/scroll-area.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { validate } from "#lib/engine/validate/validate.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { issueText } from "../issues/issue-text.ts";
import { countChanges, diffGraphs, isSameGraph } from "../model/diff.ts";
import { useSaveState } from "../saving/saving-context.tsx";
import { useDialogs } from "../store/dialogs.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { DifferenceList } from "../difference/difference-list.tsx";
import { type LoadFlowChannels, FlowChannels } from "./flow-channels.tsx";
import { countTypes, readiness } from "./readiness.ts";
import { type OnPublished, usePublish } from "./use-publish.ts";
import { listVersions, readVersion } from "./versions-api.ts";
import { versionsKey } from "./versions-key.ts";

const EMPTY = { nodes: [], transitions: [], start: null };

/** The last look before a flow goes live: what changes, what is wrong, who is inside. */
export function PublishDialog({
  flowId,
  onPublished,
  loadStarters,
}: {
  flowId: number;
  onPublished: OnPublished;
  loadStarters: LoadFlowChannels;
}) {
  const t = useT();
  const { current, close } = useDialogs();
  return (
    <Dialog open={current === "publish"} onOpenChange={(open) => !open && close()}>
      <DialogContent title={t("builder.publishTitle")} description={t("builder.publishText")} className="max-w-xl">
        <Form flowId={flowId} onPublished={onPublished} loadStarters={loadStarters} onDone={close} />
      </DialogContent>
    </Dialog>
  );
}

function Form({
  flowId,
  onPublished,
  loadStarters,
  onDone,
}: {
  flowId: number;
  onPublished: OnPublished;
  loadStarters: LoadFlowChannels;
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
  const last = useQuery({ queryKey: [...versionsKey(flowId), "last"], queryFn: () => readLast(flowId), staleTime: 0 });
  const issues = validate(graph, nodeTypes);
  const errors = issues.filter(({ severity }) => severity === "error");
  const warnings = issues.filter(({ severity }) => severity === "warning");
  const live = last.data?.number ?? null;
  // Only what conversations notice: a flow that was merely tidied may be published, and need not be.
  const changes = last.data === undefined || live === null ? null : countChanges(diffGraphs(last.data.graph, graph));
  const isSame = last.data !== undefined && live !== null && isSameGraph(last.data.graph, graph);
  const { obstacle, isDoubtful } = readiness({
    errors: errors.length,
    warnings: warnings.length,
    tests,
    saving: saveState.kind,
    isLiveKnown: last.isSuccess && last.fetchStatus === "idle",
    changes,
  });

  const go = async () => {
    setPending(true);
    try {
      toast.success(t("builder.published", { number: await publishDraft(note.trim()) }));
      onDone();
    } catch (error) {
      toast.error((error as Error).message);
    } finally {
      setPending(false);
    }
  };
  if (isSame) {
    return (
      <>
        <Callout tone="info">{t("builder.publishNothing", { number: live })}</Callout>
        <FlowChannels flowId={flowId} load={loadStarters} />
        <DialogFooter>
          <Button variant="primary" onClick={onDone}>
            {t("common.close")}
          </Button>
        </DialogFooter>
      </>
    );
  }
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
      <section className="flex flex-col gap-1.5">
        <h3 className="text-[13px] font-semibold">
          {live === null ? t("builder.publishFirst") : t("builder.publishChanges", { number: live })}
        </h3>
        <ScrollArea className="max-h-44 rounded-lg border border-border px-3 py-2">
          {last.isPending ? (
            <Skeleton className="h-10" />
          ) : last.error ? (
            <p className="text-[13px] text-danger-text">{refusalText(last.error, t)}</p>
          ) : live === null ? (
            <FirstVersion graph={graph} />
          ) : (
            <DifferenceList before={last.data.graph} after={graph} />
          )}
        </ScrollArea>
        {last.data && last.data.open > 0 && (
          <p className="text-[13px] text-muted-foreground">{t("builder.publishInside", { count: last.data.open })}</p>
        )}
        <FlowChannels flowId={flowId} load={loadStarters} />
      </section>
      {errors.length === 0 && (
        <section className="flex flex-col gap-1.5">
          <h3 className="text-[13px] font-semibold">{t("builder.publishTests")}</h3>
          <PublishTests flowId={flowId} graph={graph} onState={setTests} />
        </section>
      )}
      <Field label={t("builder.publishNote")} help={t("builder.publishNoteHelp")}>
        {(control) => <Textarea {...control} rows={2} maxLength={500} value={note} onChange={({ target }) => setNote(target.value)} />}
      </Field>
      <DialogFooter className="sticky -bottom-5 z-10 -mx-5 -mb-5 border-t border-border bg-popover px-5 py-3">
        {obstacle !== null && (
          <p id={reasonId} className="min-w-0 flex-1 text-[13px] text-muted-foreground">
            {t(`builder.publishNot_${obstacle}`)}
          </p>
        )}
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        <Button
          variant={changes === 0 ? "outline" : "primary"}
          pending={pending}
          disabled={obstacle !== null}
          aria-describedby={obstacle === null ? undefined : reasonId}
          onClick={() => void go()}
        >
          {isDoubtful && errors.length === 0 ? t("builder.publishAnyway") : t("builder.publish")}
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

const SHOWN = 6;

function IssueLines({ issues }: { issues: readonly Issue[] }) {
  const t = useT();
  const locale = useLocale();
  const editor = useEditor();
  const { close } = useDialogs();
  const graph = useEditorState((state) => state.graph);
  return (
    <ul className="flex flex-col gap-0.5 text-[13px]">
      {issues.slice(0, SHOWN).map((issue, index) => (
        <li key={index}>
          <button
            type="button"
            className="cursor-pointer rounded text-left underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
            onClick={() => {
              close();
              editor.set({ rightPanel: issue.node_id === null ? "issues" : "inspector" });
              if (issue.node_id !== null) editor.goTo(issue.node_id, issue.field ?? undefined);
            }}
          >
            {issueText(issue, graph, t, locale)}
          </button>
        </li>
      ))}
      {issues.length > SHOWN && <li>{t("builder.moreIssues", { count: issues.length - SHOWN })}</li>}
    </ul>
  );
}

/** The version that is live, and how many conversations are inside any. */
async function readLast(flowId: number) {
  const { items } = await listVersions(flowId, null);
  const number = items[0]?.number ?? null;
  const open = items.reduce((sum, version) => sum + version.open_executions, 0);
  return { number, open, graph: number === null ? EMPTY : await readVersion(flowId, number) };
}
