"use client";
import { useQuery } from "@tanstack/react-query";
import { PencilLine } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { languageOf } from "#components/node-form/sample/flow-language.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { getHistoryContract, type HistoryResponse } from "#lib/api/history.ts";
import type { MessageResponse } from "#lib/api/messages.ts";
import type { FlowNode } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { flowOfVisit, momentAt } from "./replay.ts";
import { mendableTexts } from "./mendable-texts.ts";
import { type Draft, keepAsTest, NotMended, readDraft, saveTexts } from "./save-mended.ts";

interface Said {
  messageId: number;
  executionId: number;
  nodeId: string;
}

/** What a flow said can be mended from its bubble: the button that stands in it, and the window, which stands elsewhere. */
export function useMendText(mayEdit: boolean): { button: (message: MessageResponse) => ReactNode; dialog: ReactNode } {
  const t = useT();
  const [said, setSaid] = useState<Said | null>(null);
  return {
    button: ({ id: messageId, direction, execution_id: executionId, node_id: nodeId }) =>
      mayEdit &&
      direction === "outbound" &&
      executionId !== null &&
      nodeId !== null && (
        <button
          type="button"
          aria-label={t("executions.mendText")}
          title={t("executions.mendText")}
          className="-my-1 cursor-pointer rounded p-1 outline-none hover:bg-foreground/10 focus-visible:ring-2 focus-visible:ring-ring"
          onClick={(event) => {
            event.stopPropagation();
            setSaid({ messageId, executionId, nodeId });
          }}
        >
          <PencilLine aria-hidden="true" className="size-3" />
        </button>
      ),
    dialog: said && <MendDialog {...said} onClose={() => setSaid(null)} />,
  };
}

function MendDialog({ messageId, executionId, nodeId, onClose }: Said & { onClose: () => void }) {
  const t = useT();
  const { data, error } = useQuery({
    queryKey: ["mend", messageId],
    queryFn: async ({ signal }) => {
      const history = await call(getHistoryContract, { params: { id: executionId } }, signal);
      const at = visitOfMessage(history, messageId);
      // Of another flow, where that said it within this conversation.
      const flowId = flowOfVisit(history, history.visits[at]).id;
      return { history, at, flowId, draft: await readDraft(flowId) };
    },
    // The draft as it is when the window opens, and what is being written stays.
    gcTime: 0,
    staleTime: Infinity,
  });
  const node = data?.draft.graph.nodes.find(({ id }) => id === nodeId);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={t("executions.mendText")} description={t("executions.mendTextHelp")} className="max-w-xl">
        {error !== null && (
          <Callout tone="danger" role="alert">
            {refusalText(error, t)}
          </Callout>
        )}
        {data === undefined && error === null && <Skeleton className="h-40" />}
        {data !== undefined && <Texts key={messageId} {...data} node={node} onClose={onClose} />}
      </DialogContent>
    </Dialog>
  );
}

/** The index of the visit that sent it; -1: it is not among those given. */
function visitOfMessage({ messages, visits }: HistoryResponse, messageId: number): number {
  const seq = messages.find(({ id }) => id === messageId)?.visit_seq ?? null;
  return visits.findIndex((visit) => visit.seq === seq);
}

interface TextsProps {
  history: HistoryResponse;
  /** The visit that said it. */
  at: number;
  /** The flow whose draft it is. */
  flowId: number;
  draft: Draft;
  /** As the draft has it; undefined: not any more. */
  node: FlowNode | undefined;
  onClose: () => void;
}

function Texts({ history, at, flowId, draft, node, onClose }: TextsProps) {
  const t = useT();
  const locale = useLocale();
  const router = useRouter();
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [keeps, setKeeps] = useState(true);
  const [pending, setPending] = useState<"draft" | "publish" | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { execution } = history;
  /** What was said with another flow is no test of this one. */
  const mayKeep = execution.flow_id === flowId;
  const address = `/console/flows/${flowId}`;
  const mendable = node === undefined ? [] : mendableTexts(node, locale);
  if (node === undefined || mendable.length === 0) {
    const query = node === undefined ? "" : `?${new URLSearchParams({ node: node.id, field: "*" }).toString()}`;
    return (
      <>
        <Callout tone="warning">{t(node === undefined ? "executions.mendGone" : "executions.mendElsewhere")}</Callout>
        <DialogFooter>
          <Button asChild variant="primary">
            <Link href={address + query}>{t("executions.openFlow")}</Link>
          </Button>
        </DialogFooter>
      </>
    );
  }
  const found = momentAt(history, at)?.after ?? {};
  const isChanged = mendable.some(({ field, text }) => (texts[field] ?? text) !== text);

  const save = async (then: "draft" | "publish") => {
    setPending(then);
    setProblem(null);
    try {
      const graph = await saveTexts(flowId, draft, node, texts, t);
      const name = t("executions.mendTestName", { node: node.name, id: String(execution.id) });
      if (keeps && mayKeep && !(await keepAsTest(history, graph, name))) toast.warning(t("executions.mendNoTest"));
      if (then === "publish") router.push(`${address}?${new URLSearchParams({ node: node.id, dialog: "publish" }).toString()}`);
      else toast.success(t("executions.mendSaved"));
      onClose();
    } catch (error) {
      setProblem(error instanceof NotMended ? error.message : refusalText(error, t));
      setPending(null);
    }
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save("publish");
      }}
    >
      {mendable.map(({ field, label, text }, index) => (
        <Field key={field} label={`${node.name} · ${label}`}>
          {(control) => (
            <>
              <Textarea
                {...control}
                autoFocus={index === 0}
                rows={Math.min(8, Math.max(3, text.split("\n").length + 1))}
                value={texts[field] ?? text}
                onChange={({ target }) => setTexts({ ...texts, [field]: target.value })}
              />
              <p className="rounded-md bg-muted px-2.5 py-1.5 text-[13px] wrap-anywhere whitespace-pre-wrap">
                <span className="block text-xs text-muted-foreground">{t("executions.mendPreview")}</span>
                {fillSample(texts[field] ?? text, found, false, languageOf(draft.graph.settings)).text}
              </p>
            </>
          )}
        </Field>
      ))}
      {mayKeep && (
        <label className="flex items-start gap-2.5 text-[13px]">
          <Switch checked={keeps} onCheckedChange={setKeeps} className="mt-0.5" />
          <span>
            {t("executions.mendKeep")}
            <span className="block text-xs text-muted-foreground">{t("executions.mendKeepHelp")}</span>
          </span>
        </label>
      )}
      {problem !== null && (
        <Callout tone="danger" role="alert">
          {problem}
        </Callout>
      )}
      <DialogFooter>
        <Button type="button" disabled={!isChanged} pending={pending === "draft"} onClick={() => void save("draft")}>
          {t("executions.mendSave")}
        </Button>
        <Button type="submit" variant="primary" disabled={!isChanged} pending={pending === "publish"}>
          {t("executions.mendPublish")}
        </Button>
      </DialogFooter>
    </form>
  );
}
