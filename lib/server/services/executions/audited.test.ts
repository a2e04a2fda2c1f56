import { expect, test } from "vitest";
import type { TestApi } from "../../../../scripts/test-setup/api.ts";
import { delayed } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk } = await startApiConversation();

/** As it is when the audit log cannot be written. */
async function unaudited<Result>(work: () => Promise<Result>): Promise<Result> {
  await talk.rows("ALTER TABLE audit_log ADD CONSTRAINT full_up CHECK (id < 0) NOT VALID");
  try {
    return await work();
  } finally {
    await talk.rows("ALTER TABLE audit_log DROP CONSTRAINT full_up");
  }
}
const PHONE = "5511900000001";
const state = () =>
  talk.rows(
    `SELECT (SELECT jsonb_agg(jsonb_build_array(id, status, flow_version_id) ORDER BY id) FROM executions) AS executions,
      (SELECT jsonb_agg(jsonb_build_array(id, status) ORDER BY id) FROM scheduled_actions) AS timers,
            (SELECT jsonb_agg(jsonb_build_array(id, processed_at) ORDER BY id) FROM mailbox) AS mailbox,
              (SELECT count(*)::int FROM messages) AS messages`,
  );

test.each<[string, (ids: { flowId: number; executionId: number; contactId: number }) => Parameters<TestApi["call"]>]>([
  ["start", ({ flowId }) => ["POST", "/flows/start", { json: { flow_id: flowId, contact: `+${PHONE}` } }]],
  ["cancel", ({ executionId }) => ["POST", `/executions/${executionId}/cancel`]],
  ["reset", ({ contactId }) => ["POST", `/contacts/${contactId}/reset`]],
  ["finish", ({ flowId }) => ["POST", `/flows/${flowId}/versions/1/conversations`, { json: { action: "finish" } }]],
  ["restart", ({ flowId }) => ["POST", `/flows/${flowId}/versions/1/conversations`, { json: { action: "restart" } }]],
  ["start over at the simulator", ({ flowId }) => ["DELETE", `/flows/${flowId}/simulation`]],
])("a %s that can not be audited is not done", async (_, request) => {
  const { flowId } = await talk.answerWith(delayed(600));
  const ids = { flowId, ...(await talk.say(PHONE, "oi")) };
  await atSimulator(flowId);
  const before = await state();
  const { status } = await unaudited(() => api.call(...request(ids)));
  expect([status, await state()]).toEqual([500, before]);
  expect((await api.call(...request(ids))).status).toBeLessThan(300);
  expect(await state()).not.toEqual(before);
  await talk.rows("DELETE FROM contacts");
  (await import("../../contacts/resolve.ts")).clearContactCache();
});

/** The caller's own conversation at the simulator, under way. */
async function atSimulator(flowId: number): Promise<void> {
  expect((await api.call("POST", `/flows/${flowId}/simulation`, { json: { text: "oi" } })).status).toBe(201);
  const [contact] = await talk.rows<{ id: number }>("SELECT max(id) AS id FROM contacts");
  await talk.advance(contact?.id ?? NaN);
}
