import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { inTransaction } from "../../platform/db.ts";

const NAME = "Central de atendimento";
const DESCRIPTION = "Saudação, nome, menu, desvio por opção, lembrete com espera e resposta por IA: um exemplo completo para começar.";

/** The service desk that answers a newcomer's first message, published; only while there is no flow at all. */
export async function seedDemoFlow(): Promise<void> {
  const file = join(process.cwd(), "prisma", "demo-flow.json");
  await inTransaction(async (client) => {
    await client.query("LOCK TABLE flows IN SHARE ROW EXCLUSIVE MODE");
    const { rowCount: flows } = await client.query("SELECT 1 FROM flows LIMIT 1");
    if ((flows ?? 0) > 0) return;
    const json = JSON.stringify(flowGraphSchema.parse(JSON.parse(await readFile(file, "utf8"))));
    const { rows } = await client.query<{ id: number }>("INSERT INTO flows (name, description, draft) VALUES ($1, $2, $3) RETURNING id", [
      NAME,
      DESCRIPTION,
      json,
    ]);
    const flowId = rows[0]?.id;
    await client.query(
      `WITH version AS (INSERT INTO flow_versions (flow_id, number, graph, note, created_by) VALUES ($1, 1, $2, 'Primeira versão', 'seed') RETURNING id)
       UPDATE flows SET published_version_id = version.id FROM version WHERE flows.id = $1`,
      [flowId, json],
    );
  });
}
