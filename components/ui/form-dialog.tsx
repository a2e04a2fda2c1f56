"use client";
import type { ReactNode, SubmitEvent } from "react";
import { useT } from "#lib/i18n/client.tsx";
import { Button } from "./button.tsx";
import { Dialog, DialogContent, DialogFooter } from "./dialog.tsx";

interface FormDialogProps {
  title: string;
  submitLabel: string;
  pending: boolean;
  onSubmit: (form: FormData) => Promise<void>;
  /** Something was typed: what was wrong before may be right now. */
  onInput: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** An open window that asks for the fields of one thing. */
export function FormDialog({ title, submitLabel, pending, onSubmit, onInput, onClose, children }: FormDialogProps) {
  const t = useT();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    void onSubmit(new FormData(event.currentTarget));
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title}>
        <form onSubmit={submit} onInput={onInput} noValidate className="flex flex-col gap-4">
          {children}
          <DialogFooter>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button type="submit" variant="primary" pending={pending}>
              {submitLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
