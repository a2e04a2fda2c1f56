import { afterAll, beforeAll, expect, test } from "vitest";
import { BOOTSTRAP_TOKEN, startTestApi, type TestApi } from "../../../scripts/test-setup/api.ts";

const ADMIN = { id: "user:1", role: "admin" } as const;
let api: TestApi;
let tokens: typeof import("./api-tokens.ts");
beforeAll(async () => {
  api = await startTestApi();
  tokens = await import("./api-tokens.ts");
  await api.db.query("INSERT INTO users (id, email, role) VALUES (1, 'admin@example.com', 'admin')");
});
afterAll(() => api.close());

const status = async (token: string, method = "GET", path = "/flows") =>
  (await api.call(method, path, { token, ...(method === "GET" ? {} : { json: {} }) })).status;

test("WORKFLOW_API_TOKEN is an administrator; nothing like it is", async () => {
  expect(await status(BOOTSTRAP_TOKEN, "POST", "/channels")).toBe(422);
  for (const near of [`${BOOTSTRAP_TOKEN}x`, BOOTSTRAP_TOKEN.slice(1), BOOTSTRAP_TOKEN.toUpperCase(), "undefined", "null"])
    expect(await status(near)).toBe(401);
});

test("only a hash of a token is kept, and no list has even that", async () => {
  const { id, token } = await tokens.createApiToken(ADMIN, { name: "t", role: "viewer" });
  const { rows } = await api.db.query("SELECT to_jsonb(t)::text AS row FROM api_tokens t WHERE id = $1", [id]);
  expect(rows[0].row).not.toContain(token);
  const listed = (await tokens.listApiTokens(ADMIN)).find((item) => item.id === id);
  expect(listed).toMatchObject({ name: "t", prefix: token.slice(0, 10) });
  expect(listed).not.toHaveProperty("tokenHash");
});

test("a token works until it is revoked or expires", async () => {
  const { id, token } = await tokens.createApiToken(ADMIN, { name: "t", role: "viewer" });
  expect(await status(token)).toBe(200);
  await tokens.revokeApiToken(ADMIN, id);
  expect(await status(token)).toBe(401);
  const { token: expired } = await tokens.createApiToken(ADMIN, { name: "t", role: "viewer", expiresAt: new Date("2020-01-01") });
  expect(await status(expired)).toBe(401);
  await expect(tokens.revokeApiToken(ADMIN, 987654)).rejects.toMatchObject({ status: 404 });
});

test("last use is noted, at most once a minute", async () => {
  const { id, token } = await tokens.createApiToken(ADMIN, { name: "t", role: "viewer" });
  const lastUsed = async () => (await api.db.query("SELECT last_used_at FROM api_tokens WHERE id = $1", [id])).rows[0].last_used_at;
  expect(await lastUsed()).toBeNull();
  await status(token);
  const first = await lastUsed();
  expect(first).not.toBeNull();
  await status(token);
  expect(await lastUsed()).toEqual(first);
  await api.db.query("UPDATE api_tokens SET last_used_at = now() - interval '2 minutes' WHERE id = $1", [id]);
  await status(token);
  expect((await lastUsed()).getTime()).toBeGreaterThanOrEqual(first.getTime());
});

test("every service refuses by itself whoever may not, before it looks at anything", async () => {
  const viewer = { id: "user:2", role: "viewer" } as const;
  const editor = { id: "user:3", role: "editor" } as const;
  const { addNode, addTransition, patchNode, patchTransition, removeNode, removeTransition } =
    await import("../services/flows/edit-draft.ts");
  const { createFlow, patchFlow, removeFlow } = await import("../services/flows/crud.ts");
  const { putDraft } = await import("../services/flows/draft.ts");
  const { publishFlow } = await import("../services/flows/publish.ts");
  const { importFlow } = await import("../services/flows/import-export.ts");
  const { startExecution } = await import("../services/executions/start.ts");
  const { cancelExecution } = await import("../services/executions/cancel.ts");
  const { retryExecution } = await import("../services/executions/retry.ts");
  const { patchContact } = await import("../services/contacts/edit-contact.ts");
  const { resetContact } = await import("../contacts/reset-contact.ts");
  const { eraseContact } = await import("../services/contacts/erase-contact.ts");
  const { exportContact } = await import("../services/contacts/export-contact.ts");
  const { createChannel, patchChannel } = await import("../services/channels/channels.ts");
  const graph = { nodes: [], transitions: [], start: null };
  const refused: (() => Promise<unknown>)[] = [
    () => createFlow(viewer, { name: "x" }),
    () => patchFlow(viewer, 1, {}),
    () => removeFlow(viewer, 1),
    () => addNode(viewer, 1, { node_type: "end", name: "", config: {}, position: { x: 0, y: 0 } }),
    () => patchNode(viewer, 1, "a", {}),
    () => removeNode(viewer, 1, "a"),
    () => addTransition(viewer, 1, { from: "a", to: "b", exit: "next", condition: null }),
    () => patchTransition(viewer, 1, "a", {}),
    () => removeTransition(viewer, 1, "a"),
    () => putDraft(viewer, 1, { ...graph, revision: 1 }),
    () => publishFlow(viewer, 1, {}),
    () => importFlow(viewer, { name: "x", description: "", graph, at: [], tests: [] }),
    () => startExecution(viewer, { flow_id: 1, contact: "+5511912345678" }),
    () => cancelExecution(viewer, 1),
    () => retryExecution(viewer, 1, { version: "same" }),
    () => patchContact(viewer, 1, { fields: {} }),
    () => resetContact(viewer, 1),
    () => exportContact(editor, 1),
    () => eraseContact(editor, 1),
    () => createChannel(editor, { name: "x", phone_number_id: "1" }),
    () => patchChannel(editor, 1, {}),
    () => tokens.createApiToken(editor, { name: "x", role: "viewer" }),
    () => tokens.listApiTokens(editor),
    () => tokens.revokeApiToken(editor, 1),
  ];
  for (const call of refused) await expect(call(), call.toString()).rejects.toMatchObject({ name: "Problem", status: 403 });
});
