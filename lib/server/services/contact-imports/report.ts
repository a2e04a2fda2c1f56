import type { RowProblem } from "#lib/contact-import/read-row.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { translator } from "#lib/i18n/catalogue.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { csvResponse } from "../../http/csv-response.ts";
import { audit } from "../../platform/audit.ts";
import { BYTE_ORDER_MARK, csvLine } from "../../platform/csv.ts";
import { pool } from "../../platform/db.ts";
import { prisma } from "../../platform/prisma.ts";
import { limitExports } from "../../platform/rate-limits.ts";
import { noImport } from "./imports.ts";

const AT_ONCE = 500;

/** The rows that were refused, as they stood in the file, with their number and why. @throws ApiError 404, 429 */
export async function importReport(actor: Actor, id: string, locale: Locale, signal?: AbortSignal): Promise<Response> {
  allow(actor, "contacts:read");
  const row = await prisma().contactImport.findUnique({ where: { id }, select: { columns: true } });
  if (row === null) throw noImport(id);
  await limitExports(actor);
  await audit(pool(), actor, "contact_import.reported", "contact_import", id);
  return csvResponse(linesOf(id, row.columns, locale), { filename: `import-${id}.csv`, signal });
}

async function* linesOf(id: string, heads: readonly string[], locale: Locale): AsyncGenerator<string, undefined> {
  const t = translator(locale);
  const why = ({ code, column }: RowProblem) => [column, t(`imports.problem_${code}`)].filter((part) => part !== "").join(": ");
  yield BYTE_ORDER_MARK + csvLine([t("imports.reportRow"), t("imports.reportWhy"), ...heads]);
  for (let after = 0; ;) {
    const rows = await prisma().contactImportRefusal.findMany({
      where: { importId: id, row: { gt: after } },
      orderBy: { row: "asc" },
      take: AT_ONCE,
    });
    if (rows.length > 0)
      yield rows
        .map(({ row, cells, problems }) =>
          csvLine([
            row,
            // Written by the import alone.
            (problems as unknown as RowProblem[]).map(why).join("; "),
            ...heads.map((_, index) => cells[index] ?? ""),
          ]),
        )
        .join("");
    if (rows.length < AT_ONCE) return undefined;
    after = rows.at(-1)?.row ?? after;
  }
}
