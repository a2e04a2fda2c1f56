"use client";
import { Callout } from "#components/ui/callout.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import type { WebhookRefusal } from "#lib/api/webhook-refusals.ts";
import { useT } from "#lib/i18n/client.tsx";
import { CopyField } from "./copy-field.tsx";
import { refusalText } from "./refusal-text.ts";

interface WebhookCardProps {
  url: string;
  /** Null: not set. */
  verifyToken: string | null;
  /** Administrators alone see the token. */
  mayEdit: boolean;
  signed: boolean;
  refused: readonly WebhookRefusal[];
}

/** The two values for Meta's webhook form, and whether what Meta sends is taken. */
export function WebhookCard({ url, verifyToken, mayEdit, signed, refused }: WebhookCardProps) {
  const t = useT();
  const moments = useMoments();
  return (
    <Card>
      <CardHeader title={t("settings.webhookTitle")} description={t("settings.webhookText")} />
      <CardBody className="flex flex-col gap-3">
        {moments !== null &&
          refused.map((refusal) => (
            <Callout key={`${refusal.reason} ${refusal.app_id ?? ""}`} tone="danger">
              {refusalText(refusal, t, moments)}
            </Callout>
          ))}
        <CopyField label={t("settings.webhookUrl")} value={url} />
        {!mayEdit ? (
          <p className="text-[13px] text-muted-foreground">
            {t("settings.webhookToken")}: {t("settings.webhookTokenHidden")}
          </p>
        ) : verifyToken === null ? (
          <Callout tone="warning">
            {t("settings.webhookToken")}: {t("settings.webhookTokenMissing")}
          </Callout>
        ) : (
          <CopyField label={t("settings.webhookToken")} value={verifyToken} />
        )}
        {!url.startsWith("https://") && <Callout>{t("settings.webhookLocal")}</Callout>}
        <Callout tone={signed ? "success" : "warning"}>{t(signed ? "settings.webhookSigned" : "settings.webhookUnsigned")}</Callout>
      </CardBody>
    </Card>
  );
}
