import { afterAll, expect, test } from "vitest";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const channelId = await server.channel({ phoneNumberId: "1001" });
const { UNANSWERED } = await import("./unanswered.ts");
const { listUnanswered } = await import("../services/unanswered/list-unanswered.ts");
const { settleContact } = await import("../services/unanswered/settle.ts");
const { simulatorNumber } = await import("../flows/test-channel.ts");
const { forgetUnanswered, readHealth } = await import("../recovery/health.ts");
afterAll(() => server.close());

const EDITOR = { id: "e", role: "editor" } as const;
/** As the list has them. */
const found = async (contactId: number) =>
  (await listUnanswered(EDITOR, { limit: 100 })).items.find(({ contact }) => contact.id === contactId);

interface Case {
  /** Minutes since the contact's message; ten unless told. */
  minutes?: number;
  /** Not taken yet. */
  pending?: boolean;
  /** The execution that took it. */
  taken?: string;
  /** What was sent since, the latest last. */
  replies?: string[];
  reason: string | null;
}

const cases: Record<string, Case> = {
  "a reply that was taken": { taken: "completed", replies: ["delivered"], reason: null },
  "a reply that waits to be sent": { taken: "waiting", replies: ["queued"], reason: null },
  "a reply of which nobody knows whether it left": { taken: "completed", replies: ["unknown"], reason: null },
  "a reply that Meta refused, whatever the flow waits for now": { taken: "waiting", replies: ["failed"], reason: "reply_failed" },
  "a second reply that was taken": { taken: "completed", replies: ["failed", "sent"], reason: null },
  "a flow that ended in silence on purpose": { taken: "completed", reason: null },
  "a flow that waits for more": { taken: "waiting", reason: null },
  "a flow that waits for a moment": { taken: "scheduled", replies: ["failed"], reason: null },
  "a person who has the conversation": { taken: "handoff", reason: null },
  "a conversation that failed before it answered": { taken: "failed", reason: "conversation_failed" },
  "a conversation that expired": { taken: "expired", reason: "conversation_failed" },
  "a conversation that somebody cancelled": { taken: "cancelled", reason: null },
  "a message that no flow took": { reason: "not_taken" },
  "a message that came just now": { minutes: 0, reason: null },
  "a message of long ago": { minutes: 60 * 24 * 31, reason: null },
  "a message that lies in the mailbox": { pending: true, reason: null },
};

let phone = 5_511_900_000_000;

async function arrange({ minutes = 10, pending = false, taken, replies = [] }: Case): Promise<number> {
  const [contact] = await server.rows<{ id: number }>("INSERT INTO contacts (channel_id, wa_id) VALUES ($1, $2) RETURNING id", [
    channelId,
    String((phone += 1)),
  ]);
  const id = contact?.id ?? 0;
  const open = ["waiting", "scheduled", "handoff"].includes(taken ?? "");
  const [execution] =
    taken === undefined
      ? []
      : await server.rows<{ id: number }>(
          `INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, ended_at)
            VALUES ($1, 1, 1, $2, '{}', $3) RETURNING id`,
          [id, taken, open ? null : new Date()],
        );
  await server.rows(
    `INSERT INTO mailbox (contact_id, kind, payload, execution_id, created_at, processed_at)
     VALUES ($1, 'message_received', '{}', $2, now() - make_interval(mins => $3), CASE WHEN $4 THEN NULL ELSE now() END)`,
    [id, execution?.id ?? null, minutes, pending],
  );
  for (const status of replies)
    await server.rows("INSERT INTO messages (channel_id, contact_id, direction, type, status) VALUES ($1, $2, 'outbound', 'text', $3)", [
      channelId,
      id,
      status,
    ]);
  return id;
}

test.each(Object.entries(cases))("%s", async (_name, each) => {
  const id = await arrange(each);
  expect((await found(id))?.reason ?? null).toBe(each.reason);
});

test("an earlier message is no concern once the last one is answered", async () => {
  const id = await arrange({ reason: "not_taken" });
  expect(await found(id)).toMatchObject({ reason: "not_taken", execution: null, detail: null });
  await server.rows(
    `WITH e AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, ended_at)
       VALUES ($1, 1, 1, 'completed', '{}', now()) RETURNING id)
     INSERT INTO mailbox (contact_id, kind, payload, execution_id, created_at, processed_at)
     SELECT $1, 'message_received', '{}', id, now() - interval '5 minutes', now() FROM e`,
    [id],
  );
  expect(await found(id)).toBeUndefined();
});

test("what was said last, and why nothing answers, stand beside it", async () => {
  const id = await arrange({ taken: "waiting", replies: ["failed"], reason: "reply_failed" });
  await server.rows(`UPDATE messages SET error = '{"title": "Refused", "details": "no such number"}' WHERE contact_id = $1`, [id]);
  await server.rows(
    `INSERT INTO messages (channel_id, contact_id, direction, type, status, text)
      VALUES ($1, $2, 'inbound', 'text', 'received', 'Alguém aí?')`,
    [channelId, id],
  );
  expect(await found(id)).toMatchObject({ detail: "Refused: no such number", last_message: { type: "text", text: "Alguém aí?" } });
});

test("somebody at the simulator is nobody to answer", async () => {
  const id = await arrange({ reason: "not_taken" });
  const tests = await server.channel({ phoneNumberId: simulatorNumber(1) });
  await server.rows("UPDATE contacts SET channel_id = $2 WHERE id = $1", [id, tests]);
  expect(await found(id)).toBeUndefined();
});

test("what is settled leaves the list at once, for whoever may write; what they write then counts anew", async () => {
  const id = await arrange({ reason: "not_taken" });
  await expect(settleContact({ id: "v", role: "viewer" }, id)).rejects.toMatchObject({ status: 403 });
  await settleContact(EDITOR, id);
  expect(await found(id)).toBeUndefined();
  expect(await server.rows("SELECT action FROM audit_log WHERE object_id = $1 ORDER BY id DESC LIMIT 1", [String(id)])).toEqual([
    { action: "contact.settled" },
  ]);
  await server.rows("UPDATE contacts SET settled_at = now() - interval '11 minutes' WHERE id = $1", [id]);
  expect(await found(id)).toBeDefined();
  await expect(settleContact(EDITOR, 999_999)).rejects.toMatchObject({ status: 404 });
});

test("pages follow one another, the latest first, and health counts them all", async () => {
  const ids = [await arrange({ minutes: 5, reason: "not_taken" }), await arrange({ minutes: 4, reason: "not_taken" })];
  const first = await listUnanswered(EDITOR, { limit: 1 });
  const second = await listUnanswered(EDITOR, { limit: 1, cursor: first.next_cursor ?? "" });
  expect([first, second].map(({ items }) => items[0]?.contact.id)).toEqual(ids.toReversed());
  const { items } = await listUnanswered(EDITOR, { limit: 100 });
  forgetUnanswered();
  expect((await readHealth()).unanswered).toBe(items.length);
});

test("with twenty thousand contacts who were answered it reads by the indexes of what went wrong", async () => {
  await server.rows(
    `WITH c AS (INSERT INTO contacts (channel_id, wa_id) SELECT $1, 'x' || n FROM generate_series(1, 20000) n RETURNING id),
     e AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, ended_at)
       SELECT id, 1, 1, 'completed', '{}', now() FROM c RETURNING id, contact_id)
     INSERT INTO mailbox (contact_id, kind, payload, execution_id, created_at, processed_at)
     SELECT contact_id, 'message_received', '{}', id, now() - interval '5 minutes', now() FROM e`,
    [channelId],
  );
  for (const table of ["contacts", "executions", "mailbox", "messages"]) await server.rows(`ANALYZE ${table}`);
  const plan = await server.rows<{ "QUERY PLAN": string }>(
    `EXPLAIN ${UNANSWERED.replaceAll("$1", "2592000")} SELECT count(*) FROM unanswered`,
  );
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  expect(text).toContain("mailbox_not_taken_idx");
  expect(text).not.toMatch(/Seq Scan on (mailbox|executions|contacts)/);
});
