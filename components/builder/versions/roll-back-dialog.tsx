"use client";
import { useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "#components/ui/alert-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { DialogFooter } from "#components/ui/dialog.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { useKeepCopy } from "../saving/use-keep-copy.ts";
import { useEditor } from "../store/editor-context.tsx";
import type { useRollBack } from "./use-roll-back.ts";

/** Asks before a rollback takes the place of work that was never published. */
export function RollBackDialog({ flowName, rollingBack }: { flowName: string; rollingBack: ReturnType<typeof useRollBack> }) {
  const { asked, cancel } = rollingBack;
  return (
    <AlertDialog open={asked !== null} onOpenChange={(open) => !open && cancel()}>
      {asked !== null && <Question flowName={flowName} asked={asked} rollBack={rollingBack.rollBack} />}
    </AlertDialog>
  );
}

type Asked = NonNullable<ReturnType<typeof useRollBack>["asked"]>;

function Question({
  flowName,
  asked: { count, target, live },
  rollBack,
}: {
  flowName: string;
  asked: Asked;
  rollBack: ReturnType<typeof useRollBack>["rollBack"];
}) {
  const t = useT();
  const editor = useEditor();
  const keepCopy = useKeepCopy();
  const [pending, setPending] = useState(false);
  const keepAndRollBack = async () => {
    setPending(true);
    try {
      await keepCopy(flowName, editor.store.getState().graph);
      // Last, because the latest result lies on top, and this one can be undone.
      await rollBack(target, live);
    } catch (error) {
      toast.error(refusalText(error, t));
      setPending(false);
    }
  };
  return (
    <AlertDialogContent
      title={t("builder.rollBackTitle", { number: target.number })}
      description={t("builder.rollBackText", { count, number: target.number })}
      className="max-w-xl"
    >
      <DialogFooter>
        <AlertDialogCancel asChild>
          <Button>{t("common.cancel")}</Button>
        </AlertDialogCancel>
        <Button pending={pending} onClick={() => void keepAndRollBack()}>
          {t("builder.rollBackKeep")}
        </Button>
        <Button variant="danger" disabled={pending} onClick={() => void rollBack(target, live)}>
          {t("builder.rollBackLose")}
        </Button>
      </DialogFooter>
    </AlertDialogContent>
  );
}
