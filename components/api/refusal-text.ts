import type { Translate } from "#lib/i18n/catalogue.ts";
import { ApiRefusal } from "./call.ts";
import { inputErrorText } from "./input-error-text.ts";

/**
 * What went wrong, in the reader's language where the catalogue knows the case, else as the API words it. `sent`: names the places in it.
 */
export function refusalText(error: unknown, t: Translate, sent?: unknown): string {
  if (!(error instanceof ApiRefusal)) return t("common.errorNetwork");
  if (error.code === "network") return t("common.errorNetwork");
  if (error.errors.length > 0)
    return error.errors
      .slice(0, 3)
      .map((each) => inputErrorText(each, sent, t))
      .join(" · ");
  return t.maybe(`errors.${error.code}`, { limit: error.limit ?? "" }) ?? error.message;
}
