import pg from "pg";
import { PgBoss } from "pg-boss";
import { Agent, request } from "undici";

/** The bare loop's second half: fetch a hundred jobs, send each message, store the hundred responses. No engine, no order, no retries. */
interface Message {
  wamid: string;
  contact: string;
  text: string;
}

const connectionString = process.env.DATABASE_URL ?? "";
const pool = new pg.Pool({ connectionString, max: 4 });
pool.on("error", () => {});
const agent = new Agent({ connections: 256 });
const url = `${process.env.WORKFLOW_WHATSAPP_API_BASE_URL ?? ""}/1/messages`;

const boss = new PgBoss({ connectionString, max: 4, useListenNotify: true, migrate: false });
boss.on("error", () => {});
await boss.start();
await boss.work<Message>(
  "bare",
  { batchSize: 100, localConcurrency: 4, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5, notifyPollingIntervalSeconds: 0.5 },
  async (jobs) => {
    const sent = await Promise.all(
      jobs.map(async ({ data }) => {
        const body = JSON.stringify({ messaging_product: "whatsapp", to: data.contact, type: "text", text: { body: `bare ${data.text}` } });
        const answer = await request(url, {
          method: "POST",
          dispatcher: agent,
          headers: { "content-type": "application/json", authorization: "Bearer x" },
          body,
        });
        return ((await answer.body.json()) as { messages: { id: string }[] }).messages[0]?.id ?? "";
      }),
    );
    await pool.query(
      "UPDATE bare_messages m SET sent_as = r.id FROM unnest($1::text[], $2::text[]) AS r (wamid, id) WHERE m.wamid = r.wamid",
      [jobs.map((job) => job.data.wamid), sent],
    );
  },
);
console.log("worker ready");
