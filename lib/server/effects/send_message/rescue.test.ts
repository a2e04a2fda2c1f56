import { expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { graphError } from "../../../../scripts/fakes/graph-api.ts";
import { messageValue, statusValue, webhookBody } from "../../../../scripts/fakes/webhook.ts";
import { graph as flow } from "../../../../scripts/test-setup/graphs.ts";
import { once, startSending } from "../../../../scripts/test-setup/send.ts";

const { graph, server, channelId, wake, settled } = await startSending();
const { advance } = await import("#server/advance/advance");
const { receive } = await import("#server/inbound/receive");

const ask = (config: object = {}) =>
  flow({ ask: ["send_message", { message: "olá", ...config }], hear: ["wait_for_input"], late: ["wait_for_input"] }, [
    ["ask", "hear"],
    ["ask", "late", null, "failed"],
  ]);
const endsAtOnce = flow({ ask: ["send_message", { message: "olá" }], stop: ["end"] }, [["ask", "stop"]]);
const sorry = flow({ say: ["send_message", { message: "socorro: {{ rescue.code }}" }], hear: ["wait_for_input"] }, [["say", "hear"]]);
const { flowId: rescueFlowId } = await server.publish(sorry);

async function answerWith(graph: ReturnType<typeof ask>, rescue: number | null = rescueFlowId) {
  const { flowId } = await server.publish(graph);
  await server.rows("UPDATE channels SET default_flow_id = $2, rescue_flow_id = $3 WHERE id = $1", [channelId, flowId, rescue]);
}

let phone = 5_511_921_000_000;
async function asked(): Promise<{ id: number; number: string }> {
  phone += 1;
  const number = String(phone);
  await receive(parseWebhook(webhookBody(messageValue("1001", [{ from: number, id: `wamid.in.${number}`, text: "oi" }])), Date.now()));
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [number]);
  const id = contact?.id ?? NaN;
  await advance([id], { sendBy: "job" });
  return { id, number };
}
const states = async (id: number) =>
  (await server.rows<{ status: string }>("SELECT status FROM executions WHERE contact_id = $1 ORDER BY id", [id])).map(
    ({ status }) => status,
  );
const said = async (id: number) =>
  (await server.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [id])).map(
    ({ text }) => text,
  );
const told = (id: number) => server.rows("SELECT id FROM mailbox WHERE contact_id = $1 AND kind = 'message_settled'", [id]);
const sent = async (id: number) => {
  wake(id);
  await settled(id);
  await advance([id], { sendBy: "job" });
};
const refused = () => (graph.options.answer = once({ status: 400, body: graphError(131026) }));

test("what Graph refuses ends the execution and begins the rescue flow, whose own refusal begins nothing", async () => {
  await answerWith(ask());
  graph.options.answer = () => ({ status: 400, body: graphError(131026) });
  const { id } = await asked();
  await server.rows("DELETE FROM pgboss.job");
  wake(id);
  await settled(id);
  await expect.poll(() => server.rows("SELECT 1 FROM pgboss.job WHERE name = 'advance'")).toHaveLength(1);
  await advance([id], { sendBy: "job" });
  expect(await states(id)).toEqual(["failed", "waiting"]);
  await sent(id);
  expect([await states(id), await said(id)]).toEqual([
    ["failed", "waiting"],
    ["olá", "socorro: message_refused"],
  ]);
});

test("what is taken tells nobody, and costs no entry and no job", async () => {
  await answerWith(ask());
  const { id } = await asked();
  await server.rows("DELETE FROM pgboss.job");
  await sent(id);
  expect([await told(id), await states(id)]).toEqual([[], ["waiting"]]);
  expect(await server.rows("SELECT 1 FROM pgboss.job WHERE name = 'advance'")).toEqual([]);
});

test("one that had ended is rescued as well, if nothing has begun since", async () => {
  await answerWith(endsAtOnce);
  refused();
  const { id } = await asked();
  await sent(id);
  expect([await states(id), await said(id)]).toEqual([
    ["completed", "waiting"],
    ["olá", "socorro: message_refused"],
  ]);
});

test("what Meta tells later, in a status, counts once", async () => {
  await answerWith(ask());
  const { id, number } = await asked();
  await sent(id);
  const [message] = await server.rows<{ wamid: string }>("SELECT wamid FROM messages WHERE contact_id = $1 AND direction = 'outbound'", [
    id,
  ]);
  const status = () =>
    receive(
      parseWebhook(
        webhookBody(statusValue("1001", [{ id: message?.wamid ?? "", status: "failed", recipient: number, errors: [{ code: 131026 }] }])),
        Date.now(),
      ),
    );
  await status();
  await status();
  expect(await told(id)).toHaveLength(1);
  await advance([id], { sendBy: "job" });
  expect(await states(id)).toEqual(["failed", "waiting"]);
});

test("a window that is shut is told by the claim itself: no process can die in between", async () => {
  await answerWith(ask());
  const { id } = await asked();
  await server.rows("UPDATE contacts SET last_inbound_at = now() - interval '25 h' WHERE id = $1", [id]);
  wake(id);
  await settled(id);
  expect(await told(id)).toHaveLength(1);
  await advance([id], { sendBy: "job" });
  expect(await said(id)).toEqual(["olá", "socorro: window_closed"]);
});

test.each([
  ["an exit that is drawn is taken instead", { exits: { failed: true, window_closed: false } }, 131026, ["waiting"], ["olá"]],
  [
    "an exit for something else is none",
    { exits: { failed: true, window_closed: false } },
    131047,
    ["failed", "waiting"],
    ["olá", "socorro: window_closed"],
  ],
])("%s", async (_name, config, code, statuses, texts) => {
  await answerWith(ask(config));
  graph.options.answer = once({ status: 400, body: graphError(code) });
  const { id } = await asked();
  await sent(id);
  expect([await states(id), await said(id)]).toEqual([statuses, texts]);
});

test("without a rescue flow a refused message changes nothing", async () => {
  await answerWith(ask(), null);
  refused();
  const { id } = await asked();
  await sent(id);
  expect([await states(id), await told(id)]).toEqual([["waiting"], []]);
});
