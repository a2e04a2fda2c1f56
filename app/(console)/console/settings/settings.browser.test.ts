import { test } from "vitest";
import { emailOf, expect, hydrated, open, PASSWORD, startConsole } from "../../../../scripts/test-setup/console.ts";

const app = startConsole();

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
  await expect(page.getByText("Retention periods saved.")).toBeVisible();
  await page.reload();
  await hydrated(page);
  await expect(field).toHaveValue("60");
  await open(page, "/console/settings/audit");
  await expect(page.locator("main")).toContainText("changed how long records are kept");
});
