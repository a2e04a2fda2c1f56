import { test } from "vitest";
import { expect, hydrated, open, startConsole } from "../../scripts/test-setup/console.ts";

const app = startConsole({ TZ: "UTC" });

/** Seven hours from the server, on another day: 23:30 of the 9th there is 06:30 of the 10th here. */
const READER = "Asia/Bangkok";

test("a reader far from the server reads their own clock, also after the page was loaded anew", async () => {
  const { execution_id: id, contact_id } = await app.api<{ execution_id: number; contact_id: number }>("POST", "/flows/start", {
    flow_id: 1,
    contact: "+5511900000900",
  });
  await expect.poll(async () => (await app.api<{ status: string }>("GET", `/executions/${id}`)).status).toBe("waiting");
  const said = Date.UTC(2026, 0, 9, 23, 30, 15);
  await app.db.query("UPDATE messages SET created_at = $1, sent_at = $1", [new Date(said)]);
  await app.db.query("UPDATE execution_log SET at = $1", [new Date(said)]);

  const page = await app.visit({ timeZone: READER });
  for (const path of [`/console/executions/${id}`, `/console/contacts/${contact_id}`]) {
    await open(page, path);
    await page.reload();
    await hydrated(page);
    const talk = page.getByRole("log");
    await expect(talk.locator("time").filter({ hasText: /6:30/ }).first()).toBeVisible();
    await expect(talk.getByText("Jan 10, 2026")).toBeVisible();
    await expect(page.getByText(/11:30/)).toHaveCount(0);
  }
  await open(page, `/console/executions/${id}`);
  await expect(page.getByText("6:30:15 AM").first()).toBeVisible();
});
