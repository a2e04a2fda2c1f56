import { APP_ID } from "#lib/api/app-id.ts";
import type { CreateChannel, PatchChannel } from "#lib/api/channels.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { ACCESS_TOKEN } from "#lib/whatsapp/access-token.ts";
import { PHONE_NUMBER_ID } from "#lib/whatsapp/phone-number-id.ts";

export type ChannelErrors = Partial<Record<keyof CreateChannel | "app_secret" | "verify_token", string>>;

/** What can be told before anybody is asked, by field. */
export function channelErrors(input: PatchChannel, t: Translate): ChannelErrors {
  return {
    ...(input.name === "" && { name: t("settings.nameMissing") }),
    ...(input.phone_number_id !== undefined &&
      !PHONE_NUMBER_ID.test(input.phone_number_id) && { phone_number_id: t("channels.numberIdWrong") }),
    ...(typeof input.default_country === "string" &&
      !/^[A-Z]{2}$/.test(input.default_country) && { default_country: t("settings.channelCountryWrong") }),
    ...(typeof input.access_token === "string" &&
      !ACCESS_TOKEN.test(input.access_token) && { access_token: t("settings.channelTokenWrong") }),
  };
}

/** The same of an app. Undefined: not given. */
export function appErrors(
  { app_id, app_secret, verify_token }: { app_id?: string; app_secret?: string; verify_token?: string },
  t: Translate,
): ChannelErrors {
  return {
    ...(app_id !== undefined && !APP_ID.test(app_id) && { app_id: t("channels.appIdWrong") }),
    ...(app_secret !== undefined && !/^[\x20-\x7e]{8,256}$/.test(app_secret) && { app_secret: t("channels.appSecretWrong") }),
    ...(verify_token !== undefined && !/^[\x20-\x7e]{8,256}$/.test(verify_token) && { verify_token: t("channels.verifyTokenWrong") }),
  };
}
