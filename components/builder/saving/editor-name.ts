import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Saved } from "./autosave.ts";

/** Who saved a draft, at the beginning of a sentence: by name, "another tab of yours", or "somebody else". */
export function editorName({ by }: Saved, t: Translate): string {
  if (by?.isYou) return t("builder.staleYou");
  return by?.name ?? t("builder.staleSomebody");
}
