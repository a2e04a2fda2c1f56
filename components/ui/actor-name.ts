import type { Translate } from "#lib/i18n/catalogue.ts";

/** Who acted, as people say it: the name where there is one, else what the id stands for (`user:1`, `token:3`, `seed`). */
export function actorName(id: string, name: string | null, t: Translate): string {
  if (name !== null) return name;
  if (id === "seed") return t("common.actorSeed");
  if (id === "nobody") return t("common.actorNobody");
  if (id === "token:bootstrap") return t("common.actorBootstrap");
  return id.startsWith("token:") ? t("common.actorToken", { id: id.slice("token:".length) }) : id;
}
