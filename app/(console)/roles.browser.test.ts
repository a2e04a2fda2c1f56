import { test } from "vitest";
import { expect, hydrated, open, startConsole } from "../../scripts/test-setup/console.ts";

const app = startConsole();

test("a viewer sees everything and is offered nothing that changes it", async () => {
  const page = await app.visit({ role: "viewer" });
  await open(page, "/");
  await expect(page.getByRole("button", { name: "New flow" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Import" })).toHaveCount(0);
  await open(page, "/console/flows/1");
  await expect(page.getByText("Read only")).toBeVisible();
  await expect(page.locator("[data-node-type]")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Publish" })).toHaveCount(0);
  await expect(page.locator(".open-handle button")).toHaveCount(0);
  const card = page.locator('.react-flow__node[data-id="saudacao"]');
  await card.click({ position: { x: 60, y: 14 } });
  await expect(page.locator("[data-field=name]")).toHaveAttribute("readonly", "");
  await page.keyboard.press("Backspace");
  await expect(card).toBeVisible();
});

test.each(["viewer", "editor"] as const)(
  "a(n) %s is kept out of users, tokens, secrets and the audit log, by the page and by the server",
  async (role) => {
    const page = await app.visit({ role });
    for (const path of ["users", "tokens", "secrets", "audit"]) {
      await open(page, `/console/settings/${path}`);
      await expect(page.getByText("You do not have access to this page")).toBeVisible();
    }
  },
);

test("what a viewer's own session asks of the API is refused too", async () => {
  const page = await app.visit({ role: "viewer" });
  await open(page, "/");
  const status = (method: string, path: string, body?: object) =>
    page.evaluate(
      async ([method, path, body]) =>
        (
          await fetch(`/api/v1${path}`, {
            method,
            ...(body === null ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
          })
        ).status,
      [method, path, body ?? null] as const,
    );
  expect(await status("GET", "/flows/1")).toBe(200);
  expect(await status("POST", "/flows", { name: "mine" })).toBe(403);
  expect(await status("POST", "/flows/1/publish", { note: "" })).toBe(403);
  expect(await status("POST", "/flows/start", { flow_id: 1, contact: "+5511900000020" })).toBe(403);
  expect(await status("DELETE", "/contacts/1")).toBe(403);
});

test("an administrator adds a person and makes a token, each secret shown once; both are in the audit log", async () => {
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/users");
  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("E-mail").fill("nova@siga.test");
  await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
  const password = await page.getByRole("dialog").locator("code").textContent();
  expect(password?.length ?? 0).toBeGreaterThanOrEqual(10);
  await page.keyboard.press("Escape");
  await expect(page.getByText("nova@siga.test").first()).toBeVisible();

  await open(page, "/console/settings/tokens");
  await page.getByRole("button", { name: "New token" }).first().click();
  await page.getByRole("dialog").getByRole("textbox").fill("Billing");
  await page.getByRole("dialog").getByRole("button", { name: "Create" }).click();
  const token = (await page.getByRole("dialog").locator("code").textContent()) ?? "";
  expect((await fetch(`${app.url}/api/v1/flows`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
  await page.reload();
  await hydrated(page);
  await expect(page.getByText("Billing").first()).toBeVisible();
  expect(await page.content()).not.toContain(token);

  await open(page, "/console/settings/audit");
  await expect(page.getByText("Ada Admin").first()).toBeVisible();
  await expect(page.locator("main")).toContainText("Billing");

  // The new person gets in with the password that was shown, and only as far as the role reaches.
  const guest = await app.visit({ role: null });
  await open(guest, "/login");
  await guest.getByLabel("E-mail").fill("nova@siga.test");
  await guest.getByLabel("Password", { exact: true }).fill(password ?? "");
  await guest.keyboard.press("Enter");
  await expect(guest.getByRole("heading", { level: 1, name: "Flows" })).toBeVisible();
});
