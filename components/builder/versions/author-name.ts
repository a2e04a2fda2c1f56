import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Version } from "./versions-api.ts";

/** Who published a version; the flow that an installation begins with has nobody's name. */
export function authorName({ created_by: id, created_by_name: name }: Pick<Version, "created_by" | "created_by_name">, t: Translate): string {
  if (name !== null) return name;
  return id === "seed" ? t("common.actorSeed") : id.startsWith("token:") ? t("common.actorToken", { id: id.slice("token:".length) }) : id;
}
