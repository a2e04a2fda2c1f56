import { afterAll, expect, test } from "vitest";
import { freePort } from "../../../scripts/postgres.ts";
import { startProcess } from "../../../scripts/test-setup/processes.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
afterAll(() => server.close());

/** The start of the web alone, as instrumentation.ts makes it. */
async function boot(settings: Record<string, string> = {}) {
  const web = startProcess("scripts/test-setup/boot-web.ts", [], {
    DATABASE_URL: server.databaseUrl,
    NEXTAUTH_SECRET: "Yb3vT0q9rXk2LwZp8sHd",
    WORKFLOW_LOG_LEVEL: "info",
    PORT: String(await freePort()),
    ...settings,
  });
  const code = await new Promise<number | null>((resolve) => web.child.once("exit", resolve));
  return { code, output: web.output() };
}

test("without a token anywhere the web starts, and says what it takes", async () => {
  await server.channel({ phoneNumberId: "1", token: null });
  expect(await boot()).toEqual({ code: 0, output: expect.stringContaining("WORKFLOW_WHATSAPP_APP_SECRET is not set") });
});

test("production does not start with a secret that is guessed", async () => {
  const settings = { NEXTAUTH_SECRET: "changemechangeme", WORKFLOW_WHATSAPP_APP_SECRET: "secret" };
  expect(await boot({ SIGA_ENV: "production", ...settings })).toEqual({
    code: 1,
    output: expect.stringContaining("NEXTAUTH_SECRET is well known"),
  });
  expect((await boot({ SIGA_ENV: "development", ...settings })).code).toBe(0);
});

test.each(["development", "test", "production"])(
  "with a token in any channel and no app secret it does not start (%s)",
  async (SIGA_ENV) => {
    await server.channel({ phoneNumberId: SIGA_ENV });
    const { code, output } = await boot({ SIGA_ENV });
    expect([code, output]).toEqual([1, expect.stringContaining("A channel has an access token")]);
    expect(output).toContain("WORKFLOW_WHATSAPP_APP_SECRET");
    expect((await boot({ SIGA_ENV, WORKFLOW_WHATSAPP_APP_SECRET: "secret" })).code).toBe(0);
  },
);
