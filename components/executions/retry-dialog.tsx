"use client";
import { useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type ExecutionSummary, retryExecutionContract } from "#lib/api/executions.ts";
import { useT } from "#lib/i18n/client.tsx";

interface RetryDialogProps {
  open: boolean;
  onClose: () => void;
  execution: ExecutionSummary;
  /** The version that has gone live since the one that ran; null: none has. */
  newest: number | null;
  /** The name of the node that failed. */
  node: string;
  onDone: () => void;
}

export function RetryDialog({ open, onClose, execution, newest, node, onDone }: RetryDialogProps) {
  const t = useT();
  const [chosen, setVersion] = useState<"same" | "latest" | null>(null);
  const version = chosen ?? (newest === null ? "same" : "latest");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const close = () => {
    setProblem(null);
    onClose();
  };
  const retry = async () => {
    setPending(true);
    try {
      await call(retryExecutionContract, { params: { id: execution.id }, body: { version } });
      toast.success(t("executions.retried", { node }));
      close();
    } catch (error) {
      setProblem(refusalText(error, t));
    }
    setPending(false);
    onDone();
  };
  return (
    <Dialog open={open} onOpenChange={(isOpen) => !isOpen && close()}>
      <DialogContent title={t("executions.retryTitle", { node })} description={t("executions.retryText")}>
        <div className="flex flex-col gap-1.5">
          <Segmented
            label={t("executions.retryVersion")}
            value={version}
            onChange={setVersion}
            className="self-start"
            options={[
              { value: "same", label: t("executions.retrySame", { version: execution.flow_version ?? 0 }) },
              {
                value: "latest",
                label: newest === null ? t("executions.retryLatest") : t("executions.retryLatestOf", { version: newest }),
              },
            ]}
          />
          <p className="text-xs text-muted-foreground">
            {version === "same" ? t("executions.retrySameHelp") : t("executions.retryLatestHelp")}
          </p>
        </div>
        {problem !== null && (
          <Callout tone="danger" role="alert">
            {problem}
          </Callout>
        )}
        <DialogFooter>
          <Button onClick={close}>{t("common.cancel")}</Button>
          <Button variant="primary" pending={pending} onClick={() => void retry()}>
            {t("executions.retryConfirm")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
