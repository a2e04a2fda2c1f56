import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOnce } from "../../../../scripts/test-setup/graphs.ts";
import { startTestServer, type TestServer } from "../../../../scripts/test-setup/server.ts";

const EDITOR = { id: "user:1", role: "editor" } as const;
const ADMIN = { id: "user:2", role: "admin" } as const;
let server: TestServer;
let archive: typeof import("./archive.ts");
let duplicate: typeof import("./duplicate.ts");
let list: typeof import("./list-flows.ts");
let write: typeof import("./crud.ts");
let channels: typeof import("../channels/channels.ts");
let env: typeof import("../../platform/env.ts").env;
beforeAll(async () => {
  server = await startTestServer();
  [archive, duplicate, list, write, channels, { env }] = await Promise.all([
    import("./archive.ts"),
    import("./duplicate.ts"),
    import("./list-flows.ts"),
    import("./crud.ts"),
    import("../channels/channels.ts"),
    import("../../platform/env.ts"),
  ]);
});
afterAll(() => server.close());

const defaultFlow = async (channelId: number) =>
  (await server.rows<{ default_flow_id: number | null }>("SELECT default_flow_id FROM channels WHERE id = $1", [channelId]))[0]
    ?.default_flow_id;
const listed = async (query: Parameters<typeof list.listFlows>[1]) => (await list.listFlows(EDITOR, query)).items.map(({ id }) => id);

const PUT_AWAY = [
  ["archived", (flowId: number) => archive.archiveFlow(EDITOR, flowId)],
  ["deleted", (flowId: number) => write.removeFlow(EDITOR, flowId)],
] as const;

test.each(PUT_AWAY)("a flow that answers on a channel is not %s: the refusal names the channel, and both stay", async (_, putAway) => {
  const { flowId } = await server.publish(answerOnce);
  const { flowId: other } = await server.publish(answerOnce);
  const channelId = await server.channel({ phoneNumberId: `a${flowId}`, flowId });
  await expect(putAway(flowId)).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining(`"a${flowId}" (PATCH /api/v1/channels/${channelId})`),
    extras: { code: "answers-on-channel" },
  });
  expect([await defaultFlow(channelId), (await listed({})).includes(flowId)]).toEqual([flowId, true]);
  await channels.patchChannel(ADMIN, channelId, { default_flow_id: other });
  await putAway(flowId);
  expect((await listed({})).includes(flowId)).toBe(false);
});

test.each(PUT_AWAY)("the flow of channels without one of their own is not %s while there is such a channel", async (_, putAway) => {
  await server.rows("UPDATE channels SET status = 'unclaimed'");
  const { flowId } = await server.publish(answerOnce);
  env().WORKFLOW_DEFAULT_FLOW_ID = flowId;
  const channelId = await server.channel({ phoneNumberId: `b${flowId}`, flowId: null });
  await expect(putAway(flowId)).rejects.toMatchObject({ status: 409, message: expect.stringContaining("WORKFLOW_DEFAULT_FLOW_ID") });
  await server.rows("UPDATE channels SET status = 'unclaimed' WHERE id = $1", [channelId]);
  await putAway(flowId);
  env().WORKFLOW_DEFAULT_FLOW_ID = undefined;
});

test("a number that runs no flow, and the simulator's, keep nothing from being archived", async () => {
  const { flowId } = await server.publish(answerOnce);
  const unclaimed = await server.channel({ phoneNumberId: `u${flowId}`, flowId });
  await channels.patchChannel(ADMIN, unclaimed, { status: "unclaimed" });
  const simulator = await server.channel({ phoneNumberId: `simulator.flow.${flowId}`, flowId, token: null });
  await archive.archiveFlow(EDITOR, flowId);
  expect([await defaultFlow(unclaimed), await defaultFlow(simulator)]).toEqual([null, null]);
});

test("an archived flow comes back to the list; restoring one that is there does nothing", async () => {
  const { flowId } = await server.publish(answerOnce);
  await Promise.all([archive.archiveFlow(EDITOR, flowId), archive.archiveFlow(EDITOR, flowId)]);
  expect(await listed({})).not.toContain(flowId);
  await archive.restoreFlow(EDITOR, flowId);
  await archive.restoreFlow(EDITOR, flowId);
  expect(await listed({})).toContain(flowId);
  expect(
    await server.rows("SELECT action FROM audit_log WHERE object_type = 'flow' AND object_id = $1 ORDER BY id", [String(flowId)]),
  ).toEqual([{ action: "flow.archived" }, { action: "flow.restored" }]);
  await expect(archive.restoreFlow(EDITOR, 987_654)).rejects.toMatchObject({ status: 404 });
});

test("the list narrows down to a state", async () => {
  await server.rows("UPDATE flows SET archived_at = now()");
  const { flowId: published } = await server.publish(answerOnce);
  const { flowId: changed } = await server.publish(answerOnce);
  await server.rows("UPDATE flows SET draft = jsonb_set(draft, '{start}', 'null') WHERE id = $1", [changed]);
  const { id: draft } = await duplicate.duplicateFlow(EDITOR, published, "cópia");
  expect(await listed({})).toEqual([draft, changed, published]);
  expect(await listed({ state: "published" })).toEqual([published]);
  expect(await listed({ state: "changed" })).toEqual([changed]);
  expect(await listed({ state: "draft" })).toEqual([draft]);
});

test("a viewer may do none of it", async () => {
  const viewer = { id: "user:2", role: "viewer" } as const;
  for (const act of [archive.archiveFlow(viewer, 1), archive.restoreFlow(viewer, 1), duplicate.duplicateFlow(viewer, 1, "x")])
    await expect(act).rejects.toMatchObject({ status: 403 });
});
