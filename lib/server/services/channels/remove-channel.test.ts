import { expect, test } from "vitest";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";
import { graph } from "../../../../scripts/test-setup/graphs.ts";

const { api, talk, newPhone } = await startApiConversation();
const { removalConsequences, removeChannel } = await import("./remove-channel.ts");
const ADMIN = { id: "user:1", role: "admin" } as const;

/** Asks, and waits for the answer. */
const asks = graph({ ask: ["send_message", { message: "Nome?" }], hear: ["wait_for_input"], stop: ["end"] }, [
  ["ask", "hear"],
  ["hear", "stop"],
]);

test("a removed channel keeps what was said, ends what was under way, sends nothing more, and comes back with its number", async () => {
  await talk.answerWith(asks);
  const [first, second] = [newPhone(), newPhone()];
  const { contactId, executionId } = await talk.say(first, "oi");
  await talk.say(second, "oi");
  expect(await removalConsequences(ADMIN, talk.channelId)).toEqual({ contacts: 2, open: 2, queued: 2 });
  const path = `/channels/${talk.channelId}`;
  for (const role of ["viewer", "editor"] as const) expect((await api.call("DELETE", path, { token: api.tokens[role] })).status).toBe(403);

  await removeChannel(ADMIN, talk.channelId);
  expect(await talk.rows("SELECT status FROM executions")).toEqual([{ status: "cancelled" }, { status: "cancelled" }]);
  expect(await talk.rows("SELECT status, access_token_encrypted, default_flow_id, meta_app_id FROM channels")).toEqual([
    { status: "removed", access_token_encrypted: null, default_flow_id: null, meta_app_id: null },
  ]);
  expect(await talk.rows("SELECT DISTINCT status FROM messages WHERE direction = 'outbound'")).toEqual([{ status: "failed" }]);
  expect(await talk.rows("SELECT FROM messages WHERE direction = 'inbound'")).toHaveLength(2);
  expect((await api.call("GET", "/channels")).body.items).toEqual([]);
  expect((await api.call("DELETE", path)).status).toBe(404);
  expect((await api.call("PATCH", path, { json: { name: "x" } })).status).toBe(404);
  const { rows } = await api.db.query("SELECT details FROM audit_log WHERE action = 'channel.removed'");
  expect(rows).toEqual([{ details: { name: "1001", phone_number_id: "1001", ended: 2 } }]);

  // What still comes in is kept, and nobody answers: not even as a simulated channel.
  const { clearChannelCache } = await import("../../inbound/channels.ts");
  clearChannelCache();
  const again = await talk.say(first, "Ana");
  expect(again).toEqual({ contactId, executionId });
  expect(await talk.rows("SELECT FROM messages WHERE direction = 'inbound'")).toHaveLength(3);
  expect(await talk.rows("SELECT FROM messages WHERE status IN ('queued', 'simulated', 'sending')")).toEqual([]);

  const back = await api.call("POST", "/channels", { json: { name: "De volta", phone_number_id: "1001" } });
  expect(back).toMatchObject({ status: 201, body: { id: talk.channelId, status: "active", paused_until: null, simulated: true } });
  expect((await api.call("GET", `/contacts/${contactId}`)).status).toBe(200);
});
