import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../../scripts/test-setup/server.ts";

let server: TestServer;
let channelId: number;
beforeAll(async () => {
  server = await startTestServer();
  channelId = await server.channel({ phoneNumberId: "1001" });
});
afterAll(() => server.close());

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
  "a message of long ago": { minutes: 60 * 25, reason: null },
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
          "INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, ended_at) VALUES ($1, 1, 1, $2, '{}', $3) RETURNING id",
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
  const { readUnanswered } = await import("./unanswered.ts");
  const id = await arrange(each);
  const found = (await readUnanswered(1_000, 24 * 3600)).find(({ contactId }) => contactId === id);
  expect(found?.reason ?? null).toBe(each.reason);
});

test("an earlier message is no concern once the last one is answered, and only the newest entries are looked at", async () => {
  const { readUnanswered } = await import("./unanswered.ts");
  const id = await arrange({ reason: "not_taken" });
  const reasons = async (entries: number) => (await readUnanswered(entries, 24 * 3600)).filter(({ contactId }) => contactId === id);
  expect(await reasons(1)).toMatchObject([{ contactId: id, reason: "not_taken" }]);
  await arrange({ minutes: 1, reason: "not_taken" });
  expect(await reasons(1)).toEqual([]);
  await server.rows(
    `WITH e AS (INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, ended_at)
       VALUES ($1, 1, 1, 'completed', '{}', now()) RETURNING id)
     INSERT INTO mailbox (contact_id, kind, payload, execution_id, created_at, processed_at)
     SELECT $1, 'message_received', '{}', id, now() - interval '5 minutes', now() FROM e`,
    [id],
  );
  expect(await reasons(1_000)).toEqual([]);
});
