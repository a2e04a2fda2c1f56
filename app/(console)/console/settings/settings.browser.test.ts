import { test } from "vitest";
import { emailOf, expect, hydrated, open, PASSWORD, startConsole } from "../../../../scripts/test-setup/console.ts";

const VERIFY_TOKEN = "the-verify-token-of-the-test";
const app = startConsole({ WORKFLOW_WEBHOOK_VERIFY_TOKEN: VERIFY_TOKEN });

test("a channel is added, its token never shown again, and its connection checked in words", async () => {
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/channels");
  await page.getByRole("button", { name: "New channel" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Loja");
  await dialog.getByLabel(/^Id of the number/).fill("not an id!");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog).toContainText("Copy the id from Meta's dashboard");
  await dialog.getByLabel(/^Id of the number/).fill("112233");
  await dialog.getByLabel(/^Access token/).fill("secret-token-of-the-channel");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page.getByText("Created the channel “Loja”.")).toBeVisible();
  await page.reload();
  await hydrated(page);
  expect(await page.content()).not.toContain("secret-token-of-the-channel");
  const { rows } = await app.db.query<{ token: string }>(
    "SELECT access_token_encrypted::text AS token FROM channels WHERE phone_number_id = '112233'",
  );
  expect(rows[0]?.token ?? "").not.toContain("secret");

  await page.getByRole("listitem").filter({ hasText: "Loja" }).getByRole("button", { name: "Check connection" }).click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toBeVisible();
  await expect(page.getByRole("dialog")).toContainText("No message has come in through this channel yet.");
});

test("the webhook's address and verify token stand there to be copied, the token only for an administrator", async () => {
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/channels");
  await expect(page.getByLabel("Callback URL", { exact: true })).toHaveValue(`${app.url}/webhook/whatsapp`);
  await page.getByRole("button", { name: "Copy: Verify token" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(VERIFY_TOKEN);
  const viewer = await app.visit({ role: "viewer" });
  await open(viewer, "/console/settings/channels");
  expect(await viewer.content()).not.toContain(VERIFY_TOKEN);
});

test("one's own password is changed with the present one, and the old one no longer opens", async () => {
  const page = await app.visit({ role: "viewer" });
  await open(page, "/console/settings/account");
  await page.getByLabel("Current password").fill("a wrong password");
  await page.getByLabel("New password").fill("a much better phrase");
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("This is not your current password.")).toBeVisible();
  await page.getByLabel("Current password").fill(PASSWORD);
  await page.getByRole("button", { name: "Change the password" }).click();
  await expect(page.getByText("Password changed.")).toBeVisible();
  for (const [password, opens] of [
    [PASSWORD, false],
    ["a much better phrase", true],
  ] as const) {
    const other = await app.visit({ role: null });
    await open(other, "/login");
    await other.getByLabel("E-mail").fill(emailOf("viewer"));
    await other.getByLabel("Password", { exact: true }).fill(password);
    await other.keyboard.press("Enter");
    if (opens) await other.waitForURL((url) => url.pathname !== "/login");
    else await expect(other.getByRole("alert").filter({ hasText: "Wrong e-mail or password" })).toBeVisible();
  }
});

test("a disabled user's open session ends with the next click", async () => {
  const victim = await app.visit({ role: "editor" });
  await open(victim, "/");
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/users");
  await page
    .getByRole("row")
    .filter({ hasText: emailOf("editor") })
    .getByRole("button")
    .last()
    .click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("Disabled Edu Editor.")).toBeVisible();
  await victim.goto("/console/executions");
  await expect(victim).toHaveURL(/\/login/);
});

test("keeping records for less time names what will be deleted, asks, and is in the audit log", async () => {
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/retention");
  const field = page.getByLabel("Requests to the AI and its answers");
  await field.fill("0");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Enter \d+ to/).first()).toBeVisible();
  await field.fill("60");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Requests to the AI and its answers");
  await page.getByRole("button", { name: "Keep for less time" }).click();
  await expect(page.getByText("Saved how long records are kept.")).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(field).toHaveValue("60");
  await open(page, "/console/settings/audit");
  await expect(page.locator("main")).toContainText("changed how long records are kept");
});
