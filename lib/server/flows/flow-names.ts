import type { Db } from "../platform/db.ts";
import { prisma } from "../platform/prisma.ts";

/** The flows of these versions by their version's id. */
export async function flowsByVersion(
  of: readonly { flowVersionId: number }[],
  db?: Db,
): Promise<Map<number, { name: string; number: number }>> {
  const rows = await prisma(db).flowVersion.findMany({
    where: { id: { in: [...new Set(of.map(({ flowVersionId }) => flowVersionId))] } },
    select: { id: true, number: true, flow: { select: { name: true } } },
  });
  return new Map(rows.map(({ id, number, flow }) => [id, { name: flow.name, number }]));
}
