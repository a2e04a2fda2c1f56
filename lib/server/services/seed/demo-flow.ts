import demoFlow from "../../../../prisma/demo-flow.json" with { type: "json" };
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { inTransaction } from "../../platform/db.ts";
import { prisma, toJson } from "../../platform/prisma.ts";

const NAME = "Central de atendimento";
const DESCRIPTION = "Saudação, nome, menu, desvio por opção, lembrete com espera e resposta por IA: um exemplo completo para começar.";

/** The service desk that replies to a newcomer's first message, published; only while there is no flow at all. */
export async function seedDemoFlow(): Promise<void> {
  await inTransaction(async (client) => {
    // SQL, because Prisma takes no locks.
    await client.query("LOCK TABLE flows IN SHARE ROW EXCLUSIVE MODE");
    if ((await prisma(client).flow.findFirst({ select: { id: true } })) !== null) return;
    const graph = toJson(flowGraphSchema.parse(demoFlow));
    const { id } = await prisma(client).flow.create({ data: { name: NAME, description: DESCRIPTION, draft: graph }, select: { id: true } });
    const version = await prisma(client).flowVersion.create({
      data: { flowId: id, number: 1, graph, note: "Primeira versão", createdBy: "seed" },
      select: { id: true },
    });
    await prisma(client).flow.update({ where: { id }, data: { publishedVersionId: version.id }, select: { id: true } });
  });
}
