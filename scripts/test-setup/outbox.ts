import { afterAll, beforeEach } from "vitest";
import { startTestServer } from "./server.ts";

/**
 * Two channels, the second a simulated one, whose outboxes the caller empties by the statements themselves. Call it at the top of the file.
 */
export async function startOutbox() {
  const server = await startTestServer();
  const { recordResultsAndClaim } = await import("#server/effects/send_message/outbox");
  const channelId = await server.channel({ phoneNumberId: "1001" });
  const simulatedId = await server.channel({ phoneNumberId: "simulated", token: null });
  afterAll(() => server.close());

  beforeEach(async () => {
    await server.rows("WITH a AS (DELETE FROM message_status_events) DELETE FROM contacts");
    await server.rows("UPDATE channels SET paused_until = NULL");
  });

  let phone = 5_511_900_000_000;
  async function contact({ channel = channelId, heard = "1 hour" as string | null } = {}): Promise<number> {
    phone += 1;
    const [row] = await server.rows<{ id: number }>(
      "INSERT INTO contacts (channel_id, wa_id, last_inbound_at) VALUES ($1, $2, now() - $3::interval) RETURNING id",
      [channel, String(phone), heard],
    );
    return row?.id ?? NaN;
  }

  /** One message, with any columns set to SQL expressions. */
  async function message(contactId: number, columns: Record<string, string> = {}): Promise<number> {
    const all = {
      direction: "'outbound'",
      type: "'text'",
      status: "'queued'",
      text: "'oi'",
      channel_id: `(SELECT channel_id FROM contacts WHERE id = ${contactId})`,
      contact_id: String(contactId),
      ...columns,
    };
    const [row] = await server.rows<{ id: number }>(
      `INSERT INTO messages (${Object.keys(all).join(", ")}) VALUES (${Object.values(all).join(", ")}) RETURNING id`,
    );
    return row?.id ?? NaN;
  }

  const sent = (id: number, wamid = `wamid.${id}`, attempt = 1) => ({
    id,
    channel_id: channelId,
    attempt,
    status: "sent" as const,
    wamid,
    error: null,
    answer: null,
    wait_seconds: null,
  });
  const result = (id: number, status: "queued" | "unknown" | "failed", waitSeconds: number | null = null, attempt = 1) => ({
    id,
    channel_id: channelId,
    attempt,
    status,
    wamid: null,
    error: { class: "transient" },
    answer: { outcome: "timeout" as const, cause: "TimeoutError" },
    wait_seconds: waitSeconds,
  });
  const claimed = async (...contactIds: number[]) =>
    (await recordResultsAndClaim([], contactIds)).filter((row) => row.status === "sending").map((row) => row.id);
  const row = async (id: number) =>
    (
      await server.rows<{ status: string; wamid: string | null; attempts: number; resends: number; error: { code?: number } | null }>(
        "SELECT status, wamid, attempts, resends, error FROM messages WHERE id = $1",
        [id],
      )
    )[0];
  return {
    server,
    channelId,
    simulatedId,
    contact,
    /** Of whom `contact` made last. */
    phone: () => String(phone),
    message,
    sent,
    result,
    claimed,
    row,
  };
}
