import type { Translate } from "#lib/i18n/catalogue.ts";
import { ApiRefusal } from "./call.ts";

/** What went wrong, in the reader's language where the catalogue knows the case, else as the API words it. */
export function refusalText(error: unknown, t: Translate): string {
  if (!(error instanceof ApiRefusal)) return t("common.errorNetwork");
  if (error.code === "network") return t("common.errorNetwork");
  return t.maybe(`errors.${error.code}`) ?? error.message;
}
