"use client";
import { useId, useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Label } from "#components/ui/label.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { PatchUser, UserResponse } from "#lib/api/users.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { Role } from "#lib/roles.ts";

/** What is asked before it is done to a user. */
export type UserQuestion =
  { what: "disable" | "reset" | "signOut" | "unbind"; user: UserResponse } | { what: "demote"; user: UserResponse; role: Role };

const WORDS = {
  disable: { title: "settings.userDisableTitle", text: "settings.userDisableText", confirm: "settings.userDisable" },
  demote: { title: "settings.userDemoteTitle", text: "settings.userDemoteText", confirm: "settings.userDemote" },
  reset: { title: "settings.userResetTitle", text: "settings.userResetText", confirm: "settings.userReset" },
  signOut: { title: "settings.userSignOutTitle", text: "settings.userSignOutText", confirm: "settings.userSignOut" },
  unbind: { title: "settings.userUnbindTitle", text: "settings.userUnbindText", confirm: "settings.userUnbind" },
} as const;

interface UserQuestionDialogProps {
  question: UserQuestion;
  onClose: () => void;
  /** `tokens`: what becomes of those that the user has made, where that is asked. */
  onConfirm: (tokens: PatchUser["tokens"]) => Promise<boolean>;
}

/** Mounted anew for each question. */
export function UserQuestionDialog({ question, onClose, onConfirm }: UserQuestionDialogProps) {
  const t = useT();
  const id = useId();
  const { what, user } = question;
  const [keeps, setKeeps] = useState(what === "demote");
  const { title, text, confirm } = WORDS[what];
  const asksTokens = (what === "disable" || what === "demote") && user.live_tokens > 0;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(title, { name: user.name || user.email })}
      description={t(text)}
      confirmLabel={t(confirm)}
      danger
      onConfirm={() => onConfirm(asksTokens ? (keeps ? "keep" : "revoke") : undefined)}
    >
      {asksTokens && (
        <div className="flex items-start gap-3">
          <Switch id={id} checked={keeps} onCheckedChange={setKeeps} />
          <div>
            <Label htmlFor={id}>{t("settings.userKeepTokens", { count: user.live_tokens })}</Label>
            <p className="text-xs text-muted-foreground">
              {t(
                !keeps
                  ? "settings.userKeepTokensOff"
                  : what === "demote"
                    ? "settings.userKeepTokensDemoted"
                    : "settings.userKeepTokensDisabled",
              )}
            </p>
          </div>
        </div>
      )}
    </ConfirmDialog>
  );
}
