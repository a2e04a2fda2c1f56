import { test } from "vitest";
import { emailOf, expect, open, startConsole } from "../../../../scripts/test-setup/console.ts";

const app = startConsole();

test("who is disabled loses their tokens, or hands them over; one's own sessions end everywhere", async () => {
  const other = await app.visit({ role: "viewer" });
  await open(other, "/console/settings/account");
  const [row] = (await app.db.query<{ id: number }>("SELECT id FROM users WHERE email = $1", [emailOf("viewer")])).rows;
  await app.db.query("INSERT INTO api_tokens (name, prefix, token_hash, role, created_by) VALUES ('CRM', 'siga_crm', 'x', 'viewer', $1)", [
    `user:${row?.id ?? 0}`,
  ]);
  await other.getByRole("button", { name: "Sign out everywhere" }).click();
  await other.getByRole("alertdialog").getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(other).toHaveURL(/\/login/);

  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/users");
  await page
    .getByRole("row")
    .filter({ hasText: emailOf("viewer") })
    .getByRole("button")
    .last()
    .click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await page.getByRole("switch", { name: "Keep the token that this person made" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Disable" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();
  await open(page, "/console/settings/tokens");
  await expect(page.getByRole("row").filter({ hasText: "CRM" })).toContainText(emailOf("admin"));
});
