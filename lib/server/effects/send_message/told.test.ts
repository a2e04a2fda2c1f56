import { expect, test } from "vitest";
import type { SendOutcome } from "#lib/engine/types.ts";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { graphError } from "../../../../scripts/fakes/graph-api.ts";
import { messageValue, statusValue, webhookBody } from "../../../../scripts/fakes/webhook.ts";
import { graph as flow } from "../../../../scripts/test-setup/graphs.ts";
import { once, startSending } from "../../../../scripts/test-setup/send.ts";

const { graph, server, channelId, wake, settled, itsTimeHasCome, withToken } = await startSending();
const { advance } = await import("#server/advance/advance");
const { receive } = await import("#server/inbound/receive");
const { recoverSends } = await import("./recover.ts");

const exits = { failed: true, window_closed: true };
const { flowId } = await server.publish(
  flow(
    {
      ask: ["send_message", { message: "olá", exits, quote: true }],
      on: ["wait_for_input"],
      sorry: ["wait_for_input"],
      late: ["wait_for_input"],
    },
    [
      ["ask", "on"],
      ["ask", "sorry", null, "failed"],
      ["ask", "late", null, "window_closed"],
    ],
  ),
);
await server.rows("UPDATE channels SET default_flow_id = $2 WHERE id = $1", [channelId, flowId]);

let phone = 5_511_911_000_000;
/** Somebody whose flow has just decided to send; null leaves the sending to the test. */
async function asked(): Promise<{ id: number; number: string }> {
  phone += 1;
  const number = String(phone);
  await receive(parseWebhook(webhookBody(messageValue("1001", [{ from: number, id: `wamid.in.${number}`, text: "oi" }])), Date.now()));
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [number]);
  const id = contact?.id ?? NaN;
  await advance([id], { sendBy: "job" });
  return { id, number };
}

const told = async (id: number) =>
  (
    await server.rows<{ outcome: SendOutcome }>(
      "SELECT payload->>'outcome' AS outcome FROM mailbox WHERE contact_id = $1 AND kind = 'message_settled' ORDER BY id",
      [id],
    )
  ).map(({ outcome }) => outcome);
const at = async (id: number) => {
  await advance([id], { sendBy: "job" });
  const [row] = await server.rows<{ node_id: string; status: string }>("SELECT node_id, status FROM executions WHERE contact_id = $1", [
    id,
  ]);
  return row;
};
const isAdvanced = (id: number) =>
  expect
    .poll(() => server.rows("SELECT 1 FROM pgboss.job WHERE name = 'advance' AND data->'contactIds' @> $1::jsonb", [JSON.stringify([id])]))
    .not.toEqual([]);

test.each<[SendOutcome, string, Parameters<typeof once>[0] | null]>([
  ["accepted", "on", null],
  ["refused", "sorry", { status: 400, body: graphError(131026) }],
  ["window_closed", "late", { status: 400, body: graphError(131047) }],
])("what Graph says is in the mailbox with the message's status: %s", async (outcome, node, answer) => {
  if (answer !== null) graph.options.answer = once(answer);
  const { id } = await asked();
  expect(await at(id)).toEqual({ node_id: "ask", status: "running" });
  await server.rows("DELETE FROM pgboss.job");
  wake(id);
  await settled(id);
  expect(await told(id)).toEqual([outcome]);
  await isAdvanced(id);
  expect(await at(id)).toEqual({ node_id: node, status: "waiting" });
  // Nothing is told twice.
  wake(id);
  await recoverSends({ pendingSeconds: 0, deadSeconds: 10 });
  expect(await told(id)).toEqual([outcome]);
});

test("a channel from which nothing leaves takes everything", () =>
  withToken(null, async () => {
    const { id } = await asked();
    wake(id);
    await settled(id);
    expect(graph.calls).toEqual([]);
    expect(await told(id)).toEqual(["accepted"]);
    await isAdvanced(id);
    expect((await at(id))?.node_id).toBe("on");
  }));

test("a message quotes what the contact said, by Meta's id of it, and only of this very contact", async () => {
  const { id, number } = await asked();
  wake(id);
  await settled(id);
  expect(graph.calls.at(-1)?.body).toMatchObject({ type: "text", context: { message_id: `wamid.in.${number}` } });
  const [message] = await server.rows<{ quotes: string }>("SELECT quotes FROM messages WHERE contact_id = $1 AND direction = 'outbound'", [
    id,
  ]);
  expect(message?.quotes).toBe(`wamid.in.${number}`);
});

test("a window that the claim finds shut is told by the claim", async () => {
  const { id } = await asked();
  await server.rows("UPDATE contacts SET last_inbound_at = now() - interval '25 h' WHERE id = $1", [id]);
  wake(id);
  await settled(id);
  expect(graph.calls).toEqual([]);
  expect(await told(id)).toEqual(["window_closed"]);
  await isAdvanced(id);
  expect((await at(id))?.node_id).toBe("late");
});

test("a send that brings no answer counts as unknown when its silence is over, and goes on", async () => {
  graph.options.answer = once({ lost: "reset", taken: true });
  const { id } = await asked();
  wake(id);
  await expect
    .poll(async () => (await server.rows("SELECT 1 FROM messages WHERE contact_id = $1 AND status = 'unknown'", [id])).length)
    .toBe(1);
  expect(await told(id)).toEqual([]);
  expect(await at(id)).toEqual({ node_id: "ask", status: "running" });
  await itsTimeHasCome(id);
  expect(await told(id)).toEqual(["unknown"]);
  expect((await at(id))?.node_id).toBe("on");
});

test("a status that comes before the answer tells too, and the answer tells nothing more; a failure that comes later changes no way", async () => {
  const answer = Promise.withResolvers<void>();
  graph.options.hold = answer.promise;
  const { id, number } = await asked();
  wake(id);
  await graph.until((calls) => calls.length > 0);
  const [call] = graph.calls;
  const opaque = String(call?.body["biz_opaque_callback_data"]);
  const report = (status: string) =>
    receive(parseWebhook(webhookBody(statusValue("1001", [{ id: call?.wamid ?? "", status, recipient: number, opaque }])), Date.now()));
  await report("delivered");
  expect(await told(id)).toEqual(["accepted"]);
  await isAdvanced(id);
  expect((await at(id))?.node_id).toBe("on");
  answer.resolve();
  await settled(id);
  await report("failed");
  expect(await told(id)).toEqual(["accepted"]);
  expect((await at(id))?.node_id).toBe("on");
});

test("an outcome that nobody has told is told by the sweep, once", async () => {
  const { id } = await asked();
  // As whatever else settles a message leaves it.
  await server.rows(
    `UPDATE messages SET status = 'failed', error = '{"class":"request","code":100}' WHERE contact_id = $1 AND direction = 'outbound'`,
    [id],
  );
  expect(await recoverSends({ pendingSeconds: 0, deadSeconds: 10 })).toMatchObject({ untoldSends: 1 });
  expect(await recoverSends({ pendingSeconds: 0, deadSeconds: 10 })).toMatchObject({ untoldSends: 0 });
  expect(await told(id)).toEqual(["refused"]);
  await isAdvanced(id);
  expect((await at(id))?.node_id).toBe("sorry");
  expect(await recoverSends({ pendingSeconds: 0, deadSeconds: 10 })).toMatchObject({ untoldSends: 0 });
});
