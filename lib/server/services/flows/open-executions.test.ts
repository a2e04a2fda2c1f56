import { expect, test } from "vitest";
import { graph } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk } = await startApiConversation();

test("customers' open conversations are counted and finished; ended ones and what is tried at the simulator are not", async () => {
  const { countOpenExecutions } = await import("./open-executions.ts");
  const { flowId } = await talk.answerWith(
    graph({ hello: ["send_message", { message: "Oi!" }], hear: ["wait_for_input"] }, [["hello", "hear"]]),
  );
  await talk.say("5511900000001", "oi");
  await talk.say("5511900000002", "oi");
  const { executionId } = await talk.say("5511900000003", "oi");
  await api.call("POST", `/executions/${executionId}/cancel`);
  const tried = await talk.say("5511900000004", "oi");
  // As the simulator's real pipeline has it: a channel of the flow's own, on which nobody else writes.
  await talk.rows(
    `WITH channel AS (INSERT INTO channels (name, phone_number_id) VALUES ('Simulator', $1) RETURNING id)
     UPDATE contacts SET channel_id = channel.id FROM channel WHERE contacts.id = $2`,
    [`simulator.flow.${flowId}`, tried.contactId],
  );
  const reader = { id: "user:1", role: "viewer" } as const;
  expect(await countOpenExecutions(reader, [flowId, flowId + 1])).toEqual({ [flowId]: 2 });
  expect(await countOpenExecutions(reader, [])).toEqual({});
  expect((await api.call("GET", `/flows/${flowId}/versions`)).body.items).toMatchObject([{ number: 1, open_executions: 2 }]);
  expect((await api.call("POST", `/flows/${flowId}/versions/1/conversations`, { json: { action: "finish" } })).body).toEqual({
    affected: 2,
  });
  expect(await talk.rows("SELECT id FROM executions WHERE flow_id = $1 AND status = 'waiting'", [flowId])).toEqual([
    { id: tried.executionId },
  ]);
});
