import type { WebhookRefusal } from "#lib/api/webhook-refusals.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Format } from "#lib/i18n/format.ts";

/** "Since 10:40 webhooks are refused (3): …, look at …" */
export const refusalText = ({ reason, since, count }: WebhookRefusal, t: Translate, format: Format): string =>
  t(reason === "verify_token" ? "settings.verificationRefused" : "settings.webhookRefused", {
    since: format.dateTime(since),
    count,
    why: t(`settings.refused_${reason}`),
  });
