"use client";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useAction } from "#components/api/use-action.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { useT } from "#lib/i18n/client.tsx";

/** Ends all of one's sessions, this one too; the page that is loaded next asks to sign in. */
export function SignOutEverywhere({ signOut }: { signOut: () => Promise<ActionResult<null>> }) {
  const t = useT();
  const { run } = useAction();
  const [asking, setAsking] = useState(false);
  const confirm = async () => {
    const done = await run(signOut);
    if (!done) return false;
    window.location.assign("/login");
    return true;
  };
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <LogOut />
        {t("settings.accountSignOut")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t("settings.accountSignOutTitle")}
        description={t("settings.accountSignOutText")}
        confirmLabel={t("settings.accountSignOut")}
        onConfirm={confirm}
      />
    </>
  );
}
