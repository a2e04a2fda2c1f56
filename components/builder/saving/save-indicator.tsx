"use client";
import { Check, CircleAlert, CloudOff, LoaderCircle, Pencil, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useDialogs } from "../store/dialogs.ts";
import type { SaveState } from "./autosave.ts";
import { editorName } from "./editor-name.ts";
import { useSaveState } from "./saving-context.tsx";

/** Whether everything is on the server; also told to screen readers when it changes. */
export function SaveIndicator() {
  const state = useSaveState();
  return (
    <span
      role="status"
      className="flex shrink-0 items-center gap-1.5 text-xs text-muted-foreground [&_svg]:size-3.5"
      data-save-state={state.kind}
    >
      <Words state={state} />
    </span>
  );
}

function Words({ state }: { state: SaveState }): ReactNode {
  const t = useT();
  const moments = useMoments();
  const { open } = useDialogs();
  switch (state.kind) {
    case "saved":
      return (
        <span title={state.at === null ? undefined : moments?.exact(state.at)} className="flex items-center gap-1.5">
          <Check aria-hidden="true" />
          {t("common.saved")}
        </span>
      );
    case "unsaved":
      return (
        <>
          <Pencil aria-hidden="true" />
          {t("builder.unsaved")}
        </>
      );
    case "saving":
      return (
        <>
          <LoaderCircle aria-hidden="true" className="animate-spin" />
          {t("common.saving")}
        </>
      );
    case "offline":
      return (
        <span className="flex items-center gap-1.5 text-warning-text">
          <CloudOff aria-hidden="true" />
          {t("builder.offlineShort")}
        </span>
      );
    case "signed_out":
    case "refused":
      return (
        <span className="flex items-center gap-1.5 text-danger-text">
          <CircleAlert aria-hidden="true" />
          {t("builder.notSaved")}
        </span>
      );
    case "stale":
      return (
        <Button size="sm" variant="ghost" className="text-warning-text" onClick={() => open("conflict")}>
          <UsersRound />
          {t("builder.staleShort", { who: editorName(state.theirs, t) })}
        </Button>
      );
  }
}
