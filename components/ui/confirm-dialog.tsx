"use client";
import { type ReactNode, useState } from "react";
import { useT } from "#lib/i18n/client.tsx";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "./alert-dialog.tsx";
import { Button } from "./button.tsx";
import { DialogFooter } from "./dialog.tsx";

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Names the thing: "Archive “Service desk”?" */
  title: ReactNode;
  /** Says what will happen to it. */
  description: ReactNode;
  confirmLabel: string;
  /** Of the button that does nothing; where the deed itself is a cancelling, "Cancel" would say both. */
  cancelLabel?: string;
  danger?: boolean;
  /** What is chosen with it. */
  children?: ReactNode;
  /** The dialog shows progress until this settles, then closes; it stays open when this throws or returns false. */
  onConfirm: () => Promise<boolean | void> | void;
}

export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  description,
  confirmLabel,
  cancelLabel,
  danger = false,
  children,
  onConfirm,
}: ConfirmDialogProps) {
  const t = useT();
  const [pending, setPending] = useState(false);
  const confirm = async () => {
    setPending(true);
    const done = await Promise.resolve(onConfirm()).catch(() => false);
    setPending(false);
    if (done !== false) onOpenChange(false);
  };
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent title={title} description={description}>
        {children}
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{cancelLabel ?? t("common.cancel")}</Button>
          </AlertDialogCancel>
          <Button variant={danger ? "danger" : "primary"} pending={pending} onClick={() => void confirm()}>
            {confirmLabel}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
