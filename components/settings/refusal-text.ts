import type { WebhookRefusal } from "#lib/api/webhook-refusals.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Moments } from "#lib/i18n/moments.ts";

/** "Since 10:40 webhooks are refused (3): …, look at …" */
export const refusalText = ({ reason, since, count }: WebhookRefusal, t: Translate, moments: Moments): string =>
  t(reason === "verify_token" ? "settings.verificationRefused" : "settings.webhookRefused", {
    since: moments.dateTime(since),
    count,
    why: t(`settings.refused_${reason}`),
  });
