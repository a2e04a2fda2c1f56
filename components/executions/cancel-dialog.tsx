"use client";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { cancelExecutionContract } from "#lib/api/executions.ts";
import { useT } from "#lib/i18n/client.tsx";

interface CancelDialogProps {
  open: boolean;
  onClose: () => void;
  executionId: number;
  /** Of the contact. */
  name: string;
  onDone: () => void;
}

export function CancelDialog({ open, onClose, executionId, name, onDone }: CancelDialogProps) {
  const t = useT();
  const cancel = async () => {
    try {
      await call(cancelExecutionContract, { params: { id: executionId } });
      toast.success(t("executions.cancelled"));
    } catch (error) {
      toast.error(refusalText(error, t));
    }
    onDone();
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("executions.cancelTitle", { name })}
      description={t("executions.cancelText")}
      cancelLabel={t("common.back")}
      confirmLabel={t("executions.cancelConfirm")}
      danger
      onConfirm={cancel}
    />
  );
}
