// The bare loop's first half: signature, dedupe, group commit, one job a message. Plain JavaScript, because Next would
// write a tsconfig.json of its own beside a route in TypeScript.
import pg from "pg";
import { PgBoss } from "pg-boss";
import { batchCalls } from "#server/platform/batch-calls";
import { isSignedBy } from "#server/platform/signature";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });
const started = new PgBoss({ connectionString: process.env.DATABASE_URL, max: 1, supervise: false, schedule: false, migrate: false })
  .on("error", () => {})
  .start();

const store = batchCalls(
  async (messages) => {
    const boss = await started;
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const { rows } = await client.query({
        name: "bare-insert",
        text: "INSERT INTO bare_messages (wamid, contact, text) SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING RETURNING wamid, contact, text",
        values: [messages.map((m) => m.id), messages.map((m) => m.from), messages.map((m) => m.text.body)],
      });
      if (rows.length > 0)
        await boss.insert(
          "bare",
          rows.map((data) => ({ data })),
          { db: { executeSql: (text, values) => client.query(text, values) } },
        );
      await client.query("COMMIT");
      return messages.map(() => undefined);
    } finally {
      client.release();
    }
  },
  { maxItems: 200, concurrency: 2 },
);

export async function POST(request) {
  const body = Buffer.from(await request.arrayBuffer());
  if (!isSignedBy(process.env.WORKFLOW_WHATSAPP_APP_SECRET, body, request.headers.get("x-hub-signature-256")))
    return new Response("", { status: 401 });
  await store(JSON.parse(body.toString("utf8")).entry[0].changes[0].value.messages[0]);
  return new Response("ok");
}
