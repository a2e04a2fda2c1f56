import type { Page } from "@playwright/test";

/** Through the form, as a person does; ends on the page that follows. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await open(page, "/login");
  await page.locator("input[name=email]").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => url.pathname !== "/login");
  await hydrated(page);
}

/** Goes there, and waits until the page listens. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await hydrated(page);
}

/** React has taken over what the server drew, all of it; a click before that would be lost. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const controls = [...document.querySelectorAll("button, input, select, textarea")];
    return controls.length > 0 && controls.every((element) => Object.keys(element).some((key) => key.startsWith("__reactProps")));
  });
}
