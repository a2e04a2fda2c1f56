import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOnce } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer, type TestServer } from "../../../scripts/test-setup/server.ts";

const EDITOR = { id: "user:1", role: "editor" } as const;
const ADMIN = { id: "user:2", role: "admin" } as const;
let server: TestServer;
let archive: typeof import("./archive.ts");
let duplicate: typeof import("./duplicate.ts");
let list: typeof import("./list-flows.ts");
let write: typeof import("./write-flow.ts");
let channels: typeof import("../channels/channels.ts");
beforeAll(async () => {
  server = await startTestServer();
  [archive, duplicate, list, write, channels] = await Promise.all([import("./archive.ts"), import("./duplicate.ts"), import("./list-flows.ts"), import("./write-flow.ts"), import("../channels/channels.ts")]);
});
afterAll(() => server.close());

const defaultFlow = async (channelId: number) => (await server.rows<{ default_flow_id: number | null }>("SELECT default_flow_id FROM channels WHERE id = $1", [channelId]))[0]?.default_flow_id;
const listed = async (query: Parameters<typeof list.listFlows>[1]) => (await list.listFlows(EDITOR, query)).items.map(({ id }) => id);

test("undoing an archive gives the flow back to its channels, but not to one that was changed meanwhile", async () => {
  const { flowId } = await server.publish(answerOnce);
  const { flowId: other } = await server.publish(answerOnce);
  const [kept, changed, emptied] = [await server.channel({ phoneNumberId: "a1", flowId }), await server.channel({ phoneNumberId: "a2", flowId }), await server.channel({ phoneNumberId: "a3", flowId })];
  await archive.archiveFlow(EDITOR, flowId);
  expect([await defaultFlow(kept), await listed({})]).toEqual([null, [other]]);
  await channels.patchChannel(ADMIN, changed, { default_flow_id: other });
  await channels.patchChannel(ADMIN, emptied, { default_flow_id: null });
  await archive.restoreFlow(EDITOR, flowId, { undo: true });
  expect([await defaultFlow(kept), await defaultFlow(changed), await defaultFlow(emptied), await listed({})]).toEqual([flowId, other, null, [other, flowId]]);
});

test("deleting a flow that ran archives it, and that is undone alike", async () => {
  const { flowId, versionId } = await server.publish(answerOnce);
  const channelId = await server.channel({ phoneNumberId: "d1", flowId });
  await server.rows("WITH c AS (INSERT INTO contacts (channel_id, wa_id) VALUES ($1, '5511900000001') RETURNING id) INSERT INTO executions (contact_id, flow_id, flow_version_id, status, state, ended_at) SELECT id, $2, $3, 'completed', '{}', now() FROM c", [channelId, flowId, versionId]);
  await write.removeFlow(EDITOR, flowId);
  expect(await defaultFlow(channelId)).toBeNull();
  await archive.restoreFlow(EDITOR, flowId, { undo: true });
  expect(await defaultFlow(channelId)).toBe(flowId);
});

test("a flow that comes back later is in the list, and on no channel until an administrator says so", async () => {
  const { flowId } = await server.publish(answerOnce);
  const channelId = await server.channel({ phoneNumberId: "e1", flowId });
  await archive.archiveFlow(EDITOR, flowId);
  await archive.restoreFlow(EDITOR, flowId, { undo: false });
  expect([await defaultFlow(channelId), (await listed({})).includes(flowId)]).toEqual([null, true]);
});

test("an editor gives no channel a flow that archiving it did not take from the channel", async () => {
  const { flowId } = await server.publish(answerOnce);
  const channelId = await server.channel({ phoneNumberId: "c1", flowId: null });
  const forged = { undo: true, channelIds: [channelId], channels: [channelId] };
  await archive.restoreFlow(EDITOR, flowId, forged);
  expect(await defaultFlow(channelId)).toBeNull();
  await archive.archiveFlow(EDITOR, flowId);
  await archive.restoreFlow(EDITOR, flowId, forged);
  expect(await defaultFlow(channelId)).toBeNull();
});

test("restoring a flow that is not archived does nothing, even where archiving it once freed a channel", async () => {
  const { flowId } = await server.publish(answerOnce);
  const channelId = await server.channel({ phoneNumberId: "f1", flowId });
  await archive.archiveFlow(EDITOR, flowId);
  await archive.restoreFlow(EDITOR, flowId, { undo: false });
  await archive.restoreFlow(EDITOR, flowId, { undo: true });
  expect(await defaultFlow(channelId)).toBeNull();
  await expect(archive.restoreFlow(EDITOR, 987_654, { undo: true })).rejects.toMatchObject({ status: 404 });
});

test("archiving twice frees channels once", async () => {
  const { flowId } = await server.publish(answerOnce);
  const channelId = await server.channel({ phoneNumberId: "b1", flowId });
  await Promise.all([archive.archiveFlow(EDITOR, flowId), archive.archiveFlow(EDITOR, flowId)]);
  expect(await server.rows("SELECT details FROM audit_log WHERE action = 'flow.archived' AND object_id = $1", [String(flowId)])).toEqual([{ details: { channels: [channelId] } }]);
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
  for (const act of [archive.archiveFlow(viewer, 1), archive.restoreFlow(viewer, 1, { undo: true }), duplicate.duplicateFlow(viewer, 1, "x")]) await expect(act).rejects.toMatchObject({ status: 403 });
});
