"use client";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type ContactDetail, resetContactContract } from "#lib/api/contacts.ts";
import { useT } from "#lib/i18n/client.tsx";

interface ResetDialogProps {
  open: boolean;
  onClose: () => void;
  contact: ContactDetail;
  name: string;
  onDone: () => void;
}

export function ResetDialog({ open, onClose, contact, name, onDone }: ResetDialogProps) {
  const t = useT();
  const { open_execution: execution, unheard_count: unheard } = contact;
  const consequences = [
    execution === null ? null : t("contacts.resetConversation", { flow: execution.flow_name }),
    unheard === 0 ? null : t("contacts.resetMessages", { count: unheard }),
    t("contacts.resetThen"),
  ].filter((line) => line !== null);
  const reset = async () => {
    try {
      await call(resetContactContract, { params: { id: contact.id } });
      toast.success(t("contacts.resetDone", { name }));
    } catch (error) {
      toast.error(refusalText(error, t));
    }
    onDone();
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("contacts.resetTitle", { name })}
      description={consequences.join(" ")}
      confirmLabel={t("contacts.resetConfirm")}
      danger
      onConfirm={reset}
    />
  );
}
