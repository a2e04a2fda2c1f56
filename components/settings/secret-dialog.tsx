"use client";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";

interface SecretDialogProps {
  /** Null: nothing to show. */
  secret: string | null;
  title: string;
  text: string;
  /** What the copy button copies, in words. */
  label: string;
  doneLabel: string;
  onDone: () => void;
}

/** Shows a password or a token the one time that it can be seen. A click beside it does not close it. */
export function SecretDialog({ secret, title, text, label, doneLabel, onDone }: SecretDialogProps) {
  return (
    <Dialog open={secret !== null} onOpenChange={(open) => !open && onDone()}>
      <DialogContent title={title} onInteractOutside={(event) => event.preventDefault()}>
        <Callout tone="warning">{text}</Callout>
        <div className="flex items-center gap-2 rounded-lg border border-border bg-muted py-2 pr-2 pl-3">
          <code className="min-w-0 flex-1 text-[13px] break-all select-all">{secret}</code>
          <CopyButton text={secret ?? ""} label={label} autoFocus />
        </div>
        <DialogFooter>
          <Button variant="primary" onClick={onDone}>
            {doneLabel}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
