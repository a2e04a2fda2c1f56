import { afterAll, beforeEach, expect, test } from "vitest";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const server = await startTestServer({ WORKFLOW_ENCRYPTION_KEY: "ab".repeat(32) });
const { liftPausesOfSettings, seedChannel, SIMULATED_PHONE_NUMBER_ID } = await import("./channel.ts");
const { decryptSecret } = await import("../../platform/crypto.ts");
afterAll(() => server.close());
beforeEach(() => server.rows("DELETE FROM channels"));

const start = (token: string | undefined, number: string | null = "100") =>
  seedChannel({ WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: number ?? undefined, WORKFLOW_WHATSAPP_ACCESS_TOKEN: token });
async function channels() {
  const rows = await server.rows<{
    phone_number_id: string;
    name: string;
    id: number;
    status: string;
    access_token_encrypted: string | null;
    paused: boolean;
  }>("SELECT id, phone_number_id, name, status, access_token_encrypted, paused_until IS NOT NULL AS paused FROM channels ORDER BY id");
  return rows.map(({ id, access_token_encrypted: sealed, ...row }) => ({
    ...row,
    token: sealed === null ? null : decryptSecret(sealed, { table: "channels", id }),
  }));
}
const change = (set: string) => server.rows(`UPDATE channels SET ${set}`);
const PAUSED = "paused_until = now() + interval '1 day', paused_reason = 'billing'";

test("the environment's number gets its channel once, and nobody's number a simulated one", async () => {
  await start("first");
  await start("first");
  expect(await channels()).toEqual([{ phone_number_id: "100", name: "WhatsApp", status: "active", token: "first", paused: false }]);
  await server.rows("DELETE FROM channels");
  await start(undefined, null);
  await start(undefined, null);
  expect(await channels()).toMatchObject([{ phone_number_id: SIMULATED_PHONE_NUMBER_ID, token: null }]);
});

test("a start with the token that is known changes nothing that a person or Meta decided", async () => {
  await start("first");
  await change(`name = 'Vendas', status = 'unclaimed', ${PAUSED}`);
  await start("first");
  await start(undefined);
  expect(await channels()).toEqual([{ phone_number_id: "100", name: "Vendas", status: "unclaimed", token: "first", paused: true }]);
});

test.each([
  ["a new token in the environment", "TRUE", "second"],
  ["a token that the console changed", "access_token_encrypted = 'v1.of.another.key'", "first"],
  ["a token that the console took away", "access_token_encrypted = NULL", "first"],
])("after %s the channel has the environment's, is active and sends again; its name stays", async (_, by, token) => {
  await start("first");
  await change(`name = 'Vendas', status = 'unclaimed', ${PAUSED}${by === "TRUE" ? "" : `, ${by}`}`);
  await start(token);
  expect(await channels()).toEqual([{ phone_number_id: "100", name: "Vendas", status: "active", token, paused: false }]);
});

test("a start lifts the pauses that its settings may have mended, and no other", async () => {
  await start("first");
  for (const [code, paused] of [
    ["not_graph", false],
    ["untrusted", false],
    ["payment", true],
  ] as const) {
    await change(`${PAUSED}, paused_code = '${code}'`);
    await liftPausesOfSettings();
    expect(await channels()).toMatchObject([{ paused }]);
  }
});
