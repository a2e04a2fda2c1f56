import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { runTask } from "../../../../scripts/run-task.ts";
import { sealedV1 } from "../../../../scripts/test-setup/sealed-v1.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const [A, B] = ["ab".repeat(32), "cd".repeat(32)];
const server = await startTestServer({ WORKFLOW_ENCRYPTION_KEYS: `k2:${B},k1:${A}`, WORKFLOW_ENCRYPTION_KEY: "" });
const { rotateKeys, SEALED_COLUMNS } = await import("./rotate-keys.ts");
const crypto = await import("../../platform/crypto.ts");
const settings = await import("../../platform/env.ts");
afterAll(() => server.close());
beforeEach(() => server.rows("WITH c AS (DELETE FROM channels), a AS (DELETE FROM meta_apps) DELETE FROM secrets"));

const ofBefore = (text: string) => sealedV1(text, A);

/** Channels with tokens of this form, `token-<id>`. */
async function channels(count: number, seal: (text: string, id: number) => string): Promise<number[]> {
  const made = await server.rows<{ id: number }>(
    "INSERT INTO channels (name, phone_number_id) SELECT 'x', random()::text FROM generate_series(1, $1) RETURNING id",
    [count],
  );
  for (const { id } of made)
    await server.rows("UPDATE channels SET access_token_encrypted = $2 WHERE id = $1", [id, seal(`token-${id}`, id)]);
  return made.map(({ id }) => id);
}
const withOldKey = (text: string, id: number) => {
  const { env } = settings;
  const spy = vi.spyOn(settings, "env").mockReturnValue({ ...env(), WORKFLOW_ENCRYPTION_KEYS: [{ kid: "k1", hex: A }] });
  const sealed = crypto.encryptSecret(text, { table: "channels", id });
  spy.mockRestore();
  return sealed;
};
const OF_APPS = ["app_secret_encrypted", "verify_token_encrypted"] as const;

/** A Meta app sealed with the old key; each text is its column's name. */
async function metaApp(): Promise<number> {
  const { env } = settings;
  const spy = vi.spyOn(settings, "env").mockReturnValue({ ...env(), WORKFLOW_ENCRYPTION_KEYS: [{ kid: "k1", hex: A }] });
  const [secret, token] = OF_APPS.map((column) => crypto.encryptSecret(column, { table: "meta_apps", column, id: 77 }));
  spy.mockRestore();
  await server.rows(
    "INSERT INTO meta_apps (id, app_id, name, app_secret_encrypted, verify_token_encrypted) VALUES (77, '1', 'x', $1, $2)",
    [secret, token],
  );
  return 77;
}
const sealedTexts = () =>
  server.rows<{ id: number; sealed: string }>("SELECT id, access_token_encrypted AS sealed FROM channels ORDER BY id");

test("everything sealed before is sealed with the first key, reads the same, and says which key is free", async () => {
  await channels(130, ofBefore);
  await channels(130, withOldKey);
  await server.rows("INSERT INTO secrets (name, value_encrypted, hosts) VALUES ('crm', $1, '{}')", [ofBefore("value")]);
  await server.rows("INSERT INTO channels (name, phone_number_id) VALUES ('simulated', 's')");
  const app = await metaApp();
  expect(await rotateKeys()).toEqual({
    resealed: { channels: 260, secrets: 1, meta_apps: 2 },
    unopened: [],
    inUse: { k2: 263 },
    free: ["k1"],
  });
  const [row] = await server.rows<Record<(typeof OF_APPS)[number], string>>("SELECT * FROM meta_apps");
  for (const column of OF_APPS) expect(crypto.decryptSecret(row?.[column] ?? "", { table: "meta_apps", column, id: app })).toBe(column);
  for (const { id, sealed } of await sealedTexts())
    if (sealed !== null) expect(crypto.decryptSecret(sealed, { table: "channels", id })).toBe(`token-${id}`);
  expect(await rotateKeys()).toMatchObject({ resealed: { channels: 0, secrets: 0, meta_apps: 0 } });
});

test("what no key opens stays as it is and is named; the rest is done, and no key is free while some may need it", async () => {
  const [lost] = await channels(1, () => "v1.AAAA.AAAA.AAAA");
  await channels(3, ofBefore);
  const [unknown] = await channels(1, () => "v2.gone.AAAA.AAAA.AAAA");
  expect(await rotateKeys()).toEqual({
    resealed: { channels: 3, secrets: 0, meta_apps: 0 },
    unopened: [`channels ${lost}`, `channels ${unknown}`],
    inUse: { k2: 3, v1: 1, gone: 1 },
    free: [],
  });
});

test("a token that is changed meanwhile stays the new one", async () => {
  const ids = await channels(40, ofBefore);
  const { pool } = await import("../../platform/db.ts");
  const query = pool().query.bind(pool()) as (...args: unknown[]) => Promise<unknown>;
  let changed = false;
  const spy = vi.spyOn(pool(), "query").mockImplementation((async (...args: unknown[]) => {
    if (!changed && String(args[0]).startsWith("UPDATE")) {
      changed = true;
      await server.rows("UPDATE channels SET access_token_encrypted = $2 WHERE id = $1", [ids[20], ofBefore("changed")]);
    }
    return query(...args);
  }) as never);
  expect((await rotateKeys()).resealed).toMatchObject({ channels: 39 });
  spy.mockRestore();
  const row = (await sealedTexts()).find(({ id }) => id === ids[20]);
  expect(crypto.decryptSecret(row?.sealed ?? "", { table: "channels", id: ids[20] ?? 0 })).toBe("changed");
  expect((await rotateKeys()).resealed).toMatchObject({ channels: 1 });
});

test("every sealed column there is, is rotated", async () => {
  const found = await server.rows<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name LIKE '%encrypted%'`,
  );
  expect(found.map(({ name }) => name).sort()).toEqual(SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort());
});

test("the command says what it did, and which key can go; no key is in what it prints", async () => {
  await channels(2, withOldKey);
  const env = { ...process.env, DATABASE_URL: server.databaseUrl };
  const output = await runTask("prisma/rotate-keys.ts", { env, quiet: true });
  expect(output).toContain('channels: 2 sealed anew with the key "k2"');
  expect(output).toContain('No row names the key "k1" any more');
  await channels(1, () => "v1.AAAA.AAAA.AAAA");
  const failed = await runTask("prisma/rotate-keys.ts", { env, quiet: true }).catch((error: Error) => error.message);
  expect(failed).toMatch(/No key of WORKFLOW_ENCRYPTION_KEYS opens these: channels \d+\./);
  expect(`${output}${failed}`).not.toMatch(/abab|cdcd/);
});
