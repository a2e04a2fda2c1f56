import { afterAll } from "vitest";
import type { AiResult } from "#lib/effects/complete_ai/effect.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { type FakeMessage, messageValue, type FakeStatus, statusValue, webhookBody } from "../fakes/webhook.ts";
import { startTestApi, type TestApi } from "./api.ts";
import { testServer } from "./server.ts";

const PHONE_NUMBER_ID = "1001";

/** A whole conversation without a worker: webhooks go in, and whoever calls moves it on. Nothing is sent. */
interface Conversation {
  channelId: number;
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** What the next message of a contact begins. */
  answerWith(graph: FlowGraph): Promise<{ flowId: number; versionId: number }>;
  /** Receives a message, as Meta posts it, and has the flow answer it. `id` is the wamid. */
  say(phone: string, text: string, more?: { id?: string; name?: string }): Promise<{ contactId: number; executionId: number }>;
  /** Receives these in one POST; nobody moves on. */
  post(...messages: FakeMessage[]): Promise<void>;
  report(...statuses: FakeStatus[]): Promise<void>;
  /** The result of the execution's open AI call. */
  answerAi(executionId: number, result: AiResult): Promise<void>;
  advance(contactId: number): Promise<void>;
  /** Does something to a contact whose lock somebody else holds; throws unless it waits for that lock. */
  heldUp<Result>(contactId: number, act: () => Promise<Result>, meanwhile?: () => Promise<unknown>): Promise<Result>;
}

/** For a test file that talks and then asks the REST API about it: both, until the file is through, and numbers of people who are new. */
export async function startApiConversation() {
  const api = await startTestApi();
  afterAll(() => api.close());
  let phone = 5_511_900_000_000;
  return { api, talk: await startConversation(api), newPhone: () => String((phone += 1)) };
}

/** On a database that `startTestApi` made; `token: null` makes the channel a simulated one. */
async function startConversation(api: TestApi, token: string | null = "test-token"): Promise<Conversation> {
  const { rows, publish, channel } = testServer("", api.db);
  const { receive } = await import("#server/inbound/receive");
  const { advance } = await import("#server/advance/advance");
  const { lockContacts } = await import("#server/state/lock");
  const { claimCall } = await import("#server/effects/calls/claim");
  const { answerCall } = await import("#server/effects/calls/answer");
  const channelId = await channel({ phoneNumberId: PHONE_NUMBER_ID, token });
  const move = async (contactId: number) => void (await advance([contactId], { sendBy: "job" }));
  const post = async (...messages: FakeMessage[]) =>
    void (await receive(parseWebhook(webhookBody(messageValue(PHONE_NUMBER_ID, messages)), Date.now())));
  return {
    channelId,
    rows,
    post,
    async answerWith(graph) {
      const published = await publish(graph);
      await rows("UPDATE channels SET default_flow_id = $2 WHERE id = $1", [channelId, published.flowId]);
      return published;
    },
    async say(phone, text, { id, name = "Ana Souza" } = {}) {
      await post({ from: phone, text, name, ...(id === undefined ? {} : { id }) });
      const [contact] = await rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [phone]);
      const contactId = contact?.id ?? NaN;
      if (contact !== undefined) await move(contactId);
      const [execution] = await rows<{ id: number }>("SELECT max(id) AS id FROM executions WHERE contact_id = $1", [
        Number.isNaN(contactId) ? 0 : contactId,
      ]);
      return { contactId, executionId: execution?.id ?? NaN };
    },
    report: async (...statuses) => void (await receive(parseWebhook(webhookBody(statusValue(PHONE_NUMBER_ID, statuses)), Date.now()))),
    async answerAi(executionId, result) {
      const [call] = await rows<{ id: number; contact_id: number }>(
        "SELECT id, contact_id FROM calls WHERE execution_id = $1 AND status = 'pending' ORDER BY id DESC LIMIT 1",
        [executionId],
      );
      if (call === undefined) throw new Error(`execution ${executionId} asks nothing`);
      await claimCall("complete_ai", call.id, "test");
      await answerCall(call.id, "test", result);
      await move(call.contact_id);
    },
    advance: move,
    async heldUp(contactId, act, meanwhile) {
      const holder = await api.db.connect();
      try {
        await holder.query("BEGIN");
        await lockContacts(holder, [contactId]);
        let isDone = false;
        const done = act().finally(() => (isDone = true));
        const waiting = async () =>
          (
            await rows(
              `SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
            )
          ).length > 0;
        while (!isDone && !(await waiting())) await new Promise((resolve) => setTimeout(resolve, 10));
        if (isDone) throw new Error("it did not wait for the contact's lock");
        await meanwhile?.();
        await holder.query("COMMIT");
        return await done;
      } finally {
        holder.release();
      }
    },
  };
}
