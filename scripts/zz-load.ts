import { receive } from "../lib/server/inbound.ts";
import { parseWebhook } from "../lib/whatsapp/webhook.ts";
import { pool } from "../lib/server/db.ts";
const N = Number(process.argv[2] ?? 5000), C = Number(process.argv[3] ?? 500), P = Number(process.argv[4] ?? 32);
const run = Math.random().toString(36).slice(2,6);
const body = (c: number, id: string) => ({ entry: [{ id: "1", changes: [{ field: "messages", value: { metadata: { phone_number_id: "555" }, contacts: [{ wa_id: "55119" + (10000000 + c), profile: { name: "Ana" } }], messages: [{ from: "55119" + (10000000 + c), id, timestamp: String(Math.floor(Date.now()/1000)), type: "text", text: { body: "menu " + id } }] } }] }] });
let next = 0; const t0 = Date.now(); const cpu0 = process.cpuUsage();
await Promise.all(Array.from({ length: P }, async () => { while (next < N) { const i = next++; await receive(parseWebhook(body(i % C, "w" + run + i), Date.now())); } }));
const t1 = Date.now(); const cpu = process.cpuUsage(cpu0);
console.log("accepted/s", Math.round(N / (t1 - t0) * 1000), "web cpu ms/msg", ((cpu.user + cpu.system) / 1000 / N).toFixed(3));
for (;;) { const { rows } = await pool().query("select count(*)::int n from messages where direction='outbound' and status='sent'"); const { rows: q } = await pool().query("select count(*)::int n from mailbox where processed_at is null"); const { rows: o } = await pool().query("select count(*)::int n from messages where direction='outbound' and status in ('queued','sending')"); if (q[0].n === 0 && o[0].n === 0) { console.log("sent", rows[0].n, "all done/s", Math.round(N / (Date.now() - t0) * 1000)); break; } await new Promise(r => setTimeout(r, 50)); }
process.exit(0);
