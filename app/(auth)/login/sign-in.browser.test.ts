import { test } from "vitest";
import { emailOf, expect, hydrated, open, PASSWORD, signIn, startConsole } from "../../../scripts/test-setup/console.ts";

const app = startConsole();

test("a page that wants a person sends to the form, and the form back to the page", async () => {
  const page = await app.visit({ role: null });
  await open(page, "/console/executions?status=waiting");
  await expect(page).toHaveURL(/\/login\?callbackUrl=/);
  await page.getByLabel("E-mail").fill(emailOf("viewer"));
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/console\/executions\?status=waiting$/);
});

test("a wrong password and an unknown address get the same answer, which says what to do", async () => {
  const page = await app.visit({ role: null });
  for (const [email, password] of [
    [emailOf("viewer"), "not the password"],
    ["nobody@siga.test", PASSWORD],
  ] as const) {
    await open(page, "/login");
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toHaveText(
      "Wrong e-mail or password. Check both; an administrator can reset your password.",
    );
  }
});

test("an empty form asks for what is missing and sends nothing", async () => {
  const page = await app.visit({ role: null, locale: "pt-BR" });
  await open(page, "/login");
  await page.getByRole("button", { name: "Entrar" }).click();
  await expect(page.getByText("Informe o seu e-mail.")).toBeVisible();
  await expect(page.getByText("Informe a sua senha.")).toBeVisible();
});

test("who guesses too often has to wait, even with the right password", async () => {
  const page = await app.visit({ role: null });
  await open(page, "/login");
  const submit = page.getByRole("button", { name: "Sign in" });
  await page.getByLabel("E-mail").fill("guessed@siga.test");
  await page.getByLabel("Password", { exact: true }).fill("guess");
  const throttled = page.getByRole("alert").filter({ hasText: "Too many attempts" });
  for (let attempt = 0; attempt < 30 && !(await throttled.isVisible()); attempt += 1) {
    const answered = page.waitForResponse((response) => response.url().includes("/api/auth/callback/credentials"));
    await submit.click();
    await answered;
    await expect(submit).toBeEnabled();
  }
  await expect(throttled).toHaveText(/Wait \d+ minutes? and try again\./);
});

test("signing out ends the session at the server, not only in the window", async () => {
  const page = await app.visit({ role: null });
  await signIn(page, emailOf("editor"), PASSWORD);
  const stolen = await page.context().cookies();
  await page.getByRole("button", { name: "Edu Editor" }).first().click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/login/);
  await hydrated(page);
  await page.context().addCookies(stolen);
  await open(page, "/");
  await expect(page).toHaveURL(/\/login/);
});
