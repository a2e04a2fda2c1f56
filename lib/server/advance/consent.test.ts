import { beforeEach, expect, test } from "vitest";
import { echo, graph } from "../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();
const { recordResultsAndClaim } = await import("../effects/send_message/outbox.ts");
const { flowId } = await talk.answerWith(echo);
beforeEach(() =>
  talk.rows("UPDATE channels SET opt_out_words = '{sair}', opt_in_words = '{voltar}', opt_out_reply = 'Feito.', opt_in_reply = NULL"),
);

const contactOf = async (id: number) => (await api.call("GET", `/contacts/${id}`)).body;
/** Sends all that may be sent; what became of each message of ours. */
async function sent(contactId: number): Promise<string[]> {
  for (;;) {
    const claimed = await recordResultsAndClaim([], [contactId]);
    if (claimed.length === 0) break;
    await talk.rows("UPDATE messages SET status = 'sent' WHERE contact_id = $1 AND status = 'sending'", [contactId]);
  }
  const rows = await talk.rows<{ said: string }>(
    `SELECT text || ': ' || coalesce(error->>'class', status) AS said FROM messages
      WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id`,
    [contactId],
  );
  return rows.map(({ said }) => said);
}

test("a word opts out: its reply is sent, what was queued before is not, and the conversation waits on", async () => {
  const phone = newPhone();
  const { contactId, executionId } = await talk.say(phone, "oi");
  await talk.say(phone, "Sair");
  expect(await sent(contactId)).toEqual(["eco oi: consent", "Feito.: sent"]);
  expect(await contactOf(contactId)).toMatchObject({ consent: "opted_out", is_silenced: true, open_execution: { id: executionId } });
  const shown = (await api.call("GET", `/contacts/${contactId}/messages`)).body.items;
  expect(shown.at(-2)).toMatchObject({ text: "eco oi", status: "failed", error: { title: expect.stringContaining("opted out") } });
});

test("what they write after it is answered, until they opt out again; a word opts in", async () => {
  const phone = newPhone();
  const { contactId } = await talk.say(phone, "sair");
  expect(await sent(contactId)).toEqual(["Feito.: sent"]);
  await talk.say(phone, "e o meu pedido?");
  expect(await contactOf(contactId)).toMatchObject({ consent: "opted_out", is_silenced: false });
  expect(await sent(contactId)).toEqual(["Feito.: sent", "eco e o meu pedido?: sent"]);
  await talk.say(phone, "SAIR");
  await talk.say(phone, "voltar");
  expect(await contactOf(contactId)).toMatchObject({ consent: "opted_in", is_silenced: false });
});

test("to who is silent nobody writes, and no flow is started with them, until they write", async () => {
  const phone = newPhone();
  const { contactId } = await talk.say(phone, "sair");
  const write = () => api.call("POST", `/contacts/${contactId}/messages`, { json: { text: "Oi" } });
  const start = () => api.call("POST", "/flows/start", { json: { flow_id: flowId, contact: `+${phone}` } });
  for (const refused of [await write(), await start()])
    expect(refused).toMatchObject({ status: 409, body: { type: expect.stringContaining("opted-out") } });
  await talk.say(phone, "oi");
  expect((await start()).status).toBe(201);
  expect((await api.call("POST", `/contacts/${contactId}/messages`, { json: { text: "Oi", execution: "leave" } })).status).toBe(201);
});

test("a flow that opts somebody out says goodbye with it; what it says later leaves by the exit for failures", async () => {
  await talk.answerWith(
    graph(
      {
        out: ["update_contact", { consent: "opted_out" }],
        bye: ["send_message", { message: "tchau" }],
        wait: ["delay", { seconds: 60 }],
        more: ["send_message", { message: "ainda aqui?", exits: { failed: true } }],
        kept: ["set_context", { set: [{ key: "recusado", op: "set", value: "sim" }] }],
        hear: ["wait_for_input", {}],
      },
      [
        ["out", "bye"],
        ["bye", "wait"],
        ["wait", "more"],
        ["more", "kept", null, "failed"],
        ["kept", "hear"],
      ],
    ),
  );
  const { contactId, executionId } = await talk.say(newPhone(), "oi");
  expect(await sent(contactId)).toEqual(["tchau: sent"]);
  await talk.rows("UPDATE scheduled_actions SET due_at = now() WHERE execution_id = $1", [executionId]);
  const { fireDueTimers } = await import("../effects/schedule_timer/fire.ts");
  await fireDueTimers();
  await talk.advance(contactId);
  expect(await sent(contactId)).toEqual(["tchau: sent", "ainda aqui?: consent"]);
  await talk.advance(contactId);
  const { body } = await api.call("GET", `/executions/${executionId}`);
  expect(body).toMatchObject({ status: "waiting", context: { recusado: "sim" } });
  await talk.answerWith(echo);
});

test("a channel without words hears a word as any other", async () => {
  await talk.rows("UPDATE channels SET opt_out_words = '{}', opt_in_words = '{}'");
  const { contactId } = await talk.say(newPhone(), "sair");
  expect(await sent(contactId)).toEqual(["eco sair: sent"]);
});

test("the words of a channel are edited over REST, and none means both", async () => {
  const patch = (json: object) => api.call("PATCH", `/channels/${talk.channelId}`, { json });
  expect(await patch({ opt_out_words: [" Sair ", "parar"], opt_in_words: ["voltar"], opt_out_reply: " " })).toMatchObject({
    status: 200,
    body: { opt_out_words: ["Sair", "parar"], opt_in_words: ["voltar"], opt_out_reply: null },
  });
  expect((await patch({ opt_in_words: ["SAÍR"] })).body.errors).toMatchObject([{ pointer: "/opt_in_words" }]);
  for (const json of [{ opt_out_words: "sair" }, { opt_out_words: [""] }, { opt_out_words: Array.from({ length: 21 }, (_, n) => `p${n}`) }])
    expect((await patch(json)).status).toBe(422);
});
