"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { useDialogs } from "../store/dialogs.ts";
import { editorName } from "./editor-name.ts";
import { useAutosaver, useSaveState } from "./saving-context.tsx";

/** Above the canvas, while the draft cannot be saved: why, and what to do. */
export function SaveBanner() {
  const t = useT();
  const state = useSaveState();
  const autosave = useAutosaver();
  const { open } = useDialogs();
  const retry = (
    <Button size="sm" onClick={() => void autosave.flush()}>
      {t("common.retry")}
    </Button>
  );
  if (state.kind === "offline") return <Banner tone="warning" text={t("builder.offline")} action={retry} />;
  if (state.kind === "refused") return <Banner tone="danger" text={t("builder.refused", { reason: state.reason })} action={retry} />;
  if (state.kind === "signed_out") {
    const signIn = (
      <Button size="sm" asChild>
        <a href="/login" target="_blank" rel="noreferrer">
          {t("builder.signInAgain")}
        </a>
      </Button>
    );
    return (
      <Banner
        tone="danger"
        text={t("builder.signedOut")}
        action={
          <>
            {signIn} {retry}
          </>
        }
      />
    );
  }
  if (state.kind === "stale") {
    const look = (
      <Button size="sm" variant="primary" onClick={() => open("conflict")}>
        {t("builder.staleLook")}
      </Button>
    );
    return <Banner tone="warning" text={t("builder.staleDirty", { who: editorName(state.theirs, t) })} action={look} />;
  }
  return null;
}

function Banner({ tone, text, action }: { tone: "warning" | "danger"; text: string; action: ReactNode }) {
  return (
    <Callout role="alert" tone={tone} className="items-center rounded-none border-x-0 border-t-0 py-1.5">
      <span className="flex flex-wrap items-center justify-between gap-2">
        <span>{text}</span>
        <span className="flex items-center gap-2">{action}</span>
      </span>
    </Callout>
  );
}
