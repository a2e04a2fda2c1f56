import { afterAll, beforeAll, expect, test } from "vitest";
import { answerOnce } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer, type TestServer } from "../../../scripts/test-setup/server.ts";

const EDITOR = { id: "user:1", role: "editor" } as const;
let server: TestServer;
let archive: typeof import("./archive.ts");
let duplicate: typeof import("./duplicate.ts");
let list: typeof import("./list-flows.ts");
beforeAll(async () => {
  server = await startTestServer();
  [archive, duplicate, list] = await Promise.all([import("./archive.ts"), import("./duplicate.ts"), import("./list-flows.ts")]);
});
afterAll(() => server.close());

const defaultFlow = async (channelId: number) => (await server.rows<{ default_flow_id: number | null }>("SELECT default_flow_id FROM channels WHERE id = $1", [channelId]))[0]?.default_flow_id;
const listed = async (query: Parameters<typeof list.listFlows>[1]) => (await list.listFlows(EDITOR, query)).items.map(({ id }) => id);

test("undoing an archive gives the flow back to its channels, but not to one that found another meanwhile", async () => {
  const { flowId } = await server.publish(answerOnce);
  const { flowId: other } = await server.publish(answerOnce);
  const [kept, changed] = [await server.channel({ phoneNumberId: "a1", flowId }), await server.channel({ phoneNumberId: "a2", flowId })];
  const { channelIds } = await archive.archiveFlow(EDITOR, flowId);
  expect(channelIds.sort()).toEqual([kept, changed].sort());
  expect([await defaultFlow(kept), await listed({})]).toEqual([null, [other]]);
  await server.rows("UPDATE channels SET default_flow_id = $1 WHERE id = $2", [other, changed]);
  await archive.restoreFlow(EDITOR, flowId, channelIds);
  expect([await defaultFlow(kept), await defaultFlow(changed), await listed({})]).toEqual([flowId, other, [other, flowId]]);
});

test("archiving twice frees channels once", async () => {
  const { flowId } = await server.publish(answerOnce);
  await server.channel({ phoneNumberId: "b1", flowId });
  const both = await Promise.all([archive.archiveFlow(EDITOR, flowId), archive.archiveFlow(EDITOR, flowId)]);
  expect(both.flatMap(({ channelIds }) => channelIds)).toHaveLength(1);
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
  for (const act of [archive.archiveFlow(viewer, 1), archive.restoreFlow(viewer, 1), duplicate.duplicateFlow(viewer, 1, "x")]) await expect(act).rejects.toMatchObject({ status: 403 });
});
