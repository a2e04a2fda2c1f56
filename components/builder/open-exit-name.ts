import type { FlowNode } from "#lib/engine/types.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { exitName } from "#lib/nodes/exit-name.ts";
import type { ExitRow } from "./model/exits.ts";

/** Which of a node's ways out a place is where one can begin, in words; null where it is the only one and needs none. */
export function openExitName(row: ExitRow, node: FlowNode, t: Translate, locale: Locale): string | null {
  if (row.kind === "new") return t("builder.exitCondition", { order: row.order });
  const name = row.exit === "next" ? null : exitName(row.exit, node, locale);
  if (row.kind === "transition" || !row.otherwise) return name;
  const otherwise = t("builder.exitOtherwise").toLocaleLowerCase(locale);
  return name === null ? otherwise : `${name}, ${otherwise}`;
}
