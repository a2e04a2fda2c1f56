import { expect, test } from "vitest";
import type { AiResult } from "#lib/effects/complete_ai/effect.ts";
import { echo, graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();

/** Fails where the model fails: nothing is connected to the error exit, and there is no node that listened to go back to. */
const fragile = graph({ ask: ["ai_completion", { prompt: "{{ last_message }}", send_response: true }], bye: ["end"] }, [["ask", "bye"]]);
const timeout: AiResult = { ok: false, code: "timeout", error: "no answer" };
const answer: AiResult = { ok: true, text: "Às 9h.", simulated: false, model: "m" };

/** An execution that failed in the node `ask`. */
async function failed(): Promise<{ executionId: number; contactId: number; phone: string }> {
  await talk.answerWith(fragile);
  const phone = newPhone();
  const ids = await talk.say(phone, "que horas abre?");
  await talk.answerAi(ids.executionId, timeout);
  expect((await get(ids.executionId)).status).toBe("failed");
  return { ...ids, phone };
}
const get = async (id: number) => (await api.call("GET", `/executions/${id}`)).body;
const retry = (id: number, json: object = {}) => api.call("POST", `/executions/${id}/retry`, { json, token: api.tokens.editor });

test("a retried execution enters the node that failed with the context it had, and goes on to its end", async () => {
  const { executionId, contactId } = await failed();
  const retried = await retry(executionId);
  expect(retried).toMatchObject({
    status: 200,
    body: { status: "running", node_id: "ask", reason: null, ended_at: null, context: { last_message: "que horas abre?" } },
  });
  expect(retried.body.log.at(-1)).toMatchObject({ node_id: "ask", event: "execution_retried", outcome: "waits" });
  await talk.answerAi(executionId, answer);
  expect(await get(executionId)).toMatchObject({ status: "completed", context: { ai_response: "Às 9h." } });
  expect(await talk.rows("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound'", [contactId])).toEqual([
    { text: "Às 9h." },
  ]);
  expect(
    await talk.rows("SELECT details FROM audit_log WHERE action = 'execution.retried' AND object_id = $1", [String(executionId)]),
  ).toEqual([{ details: { node_id: "ask", version: 1 } }]);
  expect(await talk.rows("SELECT id FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL", [contactId])).toEqual([]);
});

test("it can fail and be retried again", async () => {
  const { executionId } = await failed();
  await retry(executionId);
  await talk.answerAi(executionId, timeout);
  const problem = { code: "in_node", params: { node_type: "ai_completion", problem: { code: "no_answer", params: { code: "timeout" } } } };
  expect(await get(executionId)).toMatchObject({ status: "failed", reason: expect.stringContaining("timeout"), problem });
  expect((await retry(executionId)).status).toBe(200);
  await talk.answerAi(executionId, answer);
  expect((await get(executionId)).status).toBe("completed");
});

test("an execution whose contact is in another conversation is not retried, and neither is touched", async () => {
  const { executionId, phone: same } = await failed();
  const { executionId: other } = await talk.say(same, "oi de novo");
  expect(other).not.toBe(executionId);
  const { status, body } = await retry(executionId);
  expect(status).toBe(409);
  expect(body).toMatchObject({ type: "urn:siga:problem:contact-busy", execution_id: other });
  expect((await get(executionId)).status).toBe("failed");
  expect((await get(other)).status).toBe("running");
});

test.each(["waiting", "cancelled"])("an execution that is %s has nothing to retry", async (state) => {
  await talk.answerWith(echo);
  const { executionId } = await talk.say(newPhone(), "oi");
  if (state === "cancelled") await api.call("POST", `/executions/${executionId}/cancel`);
  const { status, body } = await retry(executionId);
  expect(status).toBe(409);
  expect(body.detail).toContain(state);
});

test("two retries at once are one", async () => {
  const { executionId } = await failed();
  const answers = await Promise.all([retry(executionId), retry(executionId)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await talk.rows("SELECT id FROM calls WHERE execution_id = $1", [executionId])).toHaveLength(2);
});

test("a retry waits for whoever moves the conversation", async () => {
  const { executionId, contactId } = await failed();
  expect((await talk.heldUp(contactId, () => retry(executionId))).status).toBe(200);
});

test("with the latest version a mended flow is run from the same node", async () => {
  const { executionId } = await failed();
  const [{ flow_id: flowId } = { flow_id: 0 }] = await talk.rows<{ flow_id: number }>("SELECT flow_id FROM executions WHERE id = $1", [
    executionId,
  ]);
  const publish = (mended: object) =>
    talk.rows(
      `WITH v AS (INSERT INTO flow_versions (flow_id, number, graph) SELECT $1, max(number) + 1, $2 FROM flow_versions
        WHERE flow_id = $1 RETURNING id) UPDATE flows SET published_version_id = v.id FROM v WHERE flows.id = $1`,
      [flowId, JSON.stringify(mended)],
    );
  await publish(graph({ other: ["end"] }, []));
  expect((await retry(executionId, { version: "latest" })).body).toMatchObject({ status: 409, type: "urn:siga:problem:node-gone" });
  await publish(graph({ ask: ["send_message", { message: "Mendado" }], bye: ["end"] }, [["ask", "bye"]]));
  expect((await retry(executionId, { version: "latest" })).body).toMatchObject({ status: "completed", flow_version: 3 });
  expect(await talk.rows("SELECT text FROM messages WHERE execution_id = $1", [executionId])).toEqual([{ text: "Mendado" }]);
});

test("what failed in a flow that it had gone to is retried there, in the version of that flow that was mended", async () => {
  const { body: other } = await api.call("POST", "/flows/import", { json: { name: "Frágil", graph: fragile } });
  await api.call("POST", `/flows/${other.id}/publish`, { json: {} });
  await talk.answerWith(graph({ on: ["start_flow", { flow_id: other.id, mode: "go" }] }, []));
  const { executionId } = await talk.say(newPhone(), "que horas abre?");
  await talk.answerAi(executionId, timeout);
  expect(await get(executionId)).toMatchObject({ status: "failed", node_id: null });

  const { body: draft } = await api.call("GET", `/flows/${other.id}`);
  const mended = graph({ ask: ["send_message", { message: "Às 9h." }] }, []);
  await api.call("PUT", `/flows/${other.id}/draft`, { json: { ...mended, revision: draft.revision } });
  await api.call("POST", `/flows/${other.id}/publish`, { json: {} });
  expect(await retry(executionId, { version: "latest" })).toMatchObject({ status: 200, body: { status: "completed" } });
});
