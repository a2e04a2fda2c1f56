import type { WebhookRefusal } from "#lib/api/webhook-refusals.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Moments } from "#lib/i18n/moments.ts";

/** "Since 10:40 webhooks are refused (3): …, look at …"; at the address of an app that is set up here, with its id. */
export function refusalText({ reason, app_id: appId, since, count }: WebhookRefusal, t: Translate, moments: Moments): string {
  const own = appId === null || appId === "" ? null : t.maybe(`channels.refused_${reason}`);
  const text = t(reason === "verify_token" ? "settings.verificationRefused" : "settings.webhookRefused", {
    since: moments.dateTime(since),
    count,
    why: own ?? t(`settings.refused_${reason}`),
  });
  return appId === null || appId === "" ? text : t("channels.refusedAt", { app: appId, text });
}
