"use client";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type ContactDetail, eraseContactContract } from "#lib/api/contacts.ts";
import { useT } from "#lib/i18n/client.tsx";

interface EraseDialogProps {
  open: boolean;
  onClose: () => void;
  contact: ContactDetail;
  name: string;
}

export function EraseDialog({ open, onClose, contact, name }: EraseDialogProps) {
  const t = useT();
  const router = useRouter();
  const erase = async () => {
    try {
      const gone = await call(eraseContactContract, { params: { id: contact.id } });
      toast.success(
        t("contacts.eraseDone", {
          messages: t("contacts.messageCount", { count: gone.messages }),
          executions: t("contacts.executionCount", { count: gone.executions }),
        }),
      );
      router.replace("/console/contacts");
      return true;
    } catch (error) {
      toast.error(refusalText(error, t));
      return false;
    }
  };
  const counts = {
    name,
    messages: t("contacts.messageCount", { count: contact.message_count }),
    executions: t("contacts.executionCount", { count: contact.execution_count }),
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t("contacts.eraseTitle", counts)}
      description={t("contacts.eraseText")}
      confirmLabel={t("contacts.eraseConfirm", { name })}
      danger
      onConfirm={erase}
    />
  );
}
