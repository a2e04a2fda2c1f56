"use client";
import { useAction } from "#components/api/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { DialogFooter } from "#components/ui/dialog.tsx";
import type { ChannelResponse } from "#lib/api/channels.ts";
import { webhookAddress } from "#lib/api/webhook-address.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { AppActions, ChannelActions } from "./actions.ts";
import { CopyField } from "./copy-field.tsx";
import { ProgressLine } from "./progress-line.tsx";
import { useWebhookProgress } from "./use-webhook-progress.ts";
import { newVerifyToken } from "./verify-token.ts";

interface WebhookStepProps {
  channel: ChannelResponse;
  origin: string;
  /** Null: it was given before and is not read again. */
  verifyToken: string | null;
  actions: ChannelActions;
  appActions: AppActions;
  onVerifyToken: (token: string) => void;
  onNext: () => void;
  onClose: () => void;
}

/** The two values for Meta's webhook form, and whether Meta has checked them. */
export function WebhookStep({ channel, origin, verifyToken, actions, appActions, onVerifyToken, onNext, onClose }: WebhookStepProps) {
  const t = useT();
  const { run, pending } = useAction();
  const progress = useWebhookProgress(channel.id, actions.progress);
  const { app_id: appId } = channel;
  const renew = async (app: string) => {
    const token = newVerifyToken();
    if (await run(() => appActions.update(app, { verify_token: token }))) onVerifyToken(token);
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{t("channels.webhookHow")}</p>
      <CopyField label={t("settings.webhookUrl")} value={`${origin}${webhookAddress(appId)}`} />
      {verifyToken !== null ? (
        <CopyField label={t("channels.verifyToken")} value={verifyToken} />
      ) : appId === null ? (
        <Callout tone="warning">
          {t("settings.webhookToken")}: {t("settings.webhookTokenMissing")}
        </Callout>
      ) : (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          {t("channels.webhookTokenUnknown")}
          <Button pending={pending} onClick={() => void renew(appId)}>
            {t("channels.webhookTokenNew")}
          </Button>
        </div>
      )}
      {!origin.startsWith("https://") && <Callout>{t("settings.webhookLocal")}</Callout>}
      <ProgressLine done={progress?.verified_at == null ? null : t("channels.webhookVerified")} waiting={t("channels.webhookWaiting")} />
      <DialogFooter>
        <Button onClick={onClose}>{t("channels.later")}</Button>
        <Button variant="primary" onClick={onNext}>
          {t("channels.next")}
        </Button>
      </DialogFooter>
    </div>
  );
}
