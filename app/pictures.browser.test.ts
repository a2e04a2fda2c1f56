import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect as expectValue, test } from "vitest";
import { type TemplateId, templateOf } from "#lib/templates/registry.ts";
import { makeFlow, openBuilder } from "../scripts/test-setup/builder.ts";
import { expect, open, startConsole } from "../scripts/test-setup/console.ts";
import { ROOT } from "../scripts/run-task.ts";

/** The README's pictures, taken anew into test-results/pictures; those that it shows are copies of these. */
const FOLDER = join(ROOT, "test-results", "pictures");
const NAMES = ["flows", "builder", "simulator", "replay", "contact"];
const app = startConsole();

test("every picture of the README is one that is taken here", () => {
  const shown = [...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/\.github\/pictures\/([\w-]+)\.png/g)].map(([, name]) => name);
  expectValue([...new Set(shown)].sort()).toEqual([...NAMES].sort());
});

test("the main pages, with a conversation under way, for the README", async () => {
  mkdirSync(FOLDER, { recursive: true });
  const window = { width: 1440, height: 810 };
  const flowId = await make("service-desk");
  await app.api("POST", `/flows/${flowId}/publish`, { note: "First version" });
  for (const id of ["clinic-booking", "nps-survey", "shop-menu"] as const) await make(id);
  const page = await app.visit(window);
  const say = async (text: string) => {
    await expect(page.getByLabel("Message", { exact: true })).toBeEnabled();
    await page.getByLabel("Message", { exact: true }).fill(text);
    await page.keyboard.press("Enter");
  };

  await openBuilder(app, page, flowId);
  await page.getByRole("button", { name: "Find in the flow" }).click();
  await page.getByPlaceholder("Name, text or condition…").fill("How can I help");
  await page.keyboard.press("Enter");
  await expect(page.locator(".cm-content").first()).toBeVisible();
  await page.getByRole("button", { name: "Zoom out" }).click();
  await take(page, "builder");

  await page.getByRole("button", { name: "Test", exact: true }).click();
  for (const text of ["hi", "my order", "12"]) await say(text);
  await expect(page.getByRole("log", { name: "Conversation" }).getByRole("listitem")).not.toHaveCount(0);
  await take(page, "simulator");

  await page.getByRole("tab", { name: "Real system" }).click();
  const answers = page.getByRole("log", { name: "Conversation" }).getByText("simulated");
  for (const [index, text] of ["hi", "my order", "12"].entries()) {
    await say(text);
    await expect(answers.nth(index)).toBeVisible();
  }
  await page.getByRole("link", { name: "See the conversation" }).click();
  await page.waitForURL(/\/console\/executions\/\d+$/);
  await expect(page.locator(".transition-highlighted").first()).toBeAttached();
  await take(page, "replay");
  await open(page, "/console/contacts?tests=1");
  await page.locator('tbody a[href^="/console/contacts/"]').first().click();
  await page.waitForURL(/\/console\/contacts\/\d+$/);
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText("order");
  await take(page, "contact");
  const dark = await app.visit({ ...window, theme: "dark" });
  await open(dark, "/");
  await take(dark, "flows");
});

/** Without emojis: not every machine that takes pictures has letters for them. */
async function make(id: TemplateId): Promise<number> {
  const { name, graph } = templateOf(id, "en");
  return makeFlow(app, name, JSON.parse(JSON.stringify(graph).replaceAll(/ ?\p{Extended_Pictographic}\uFE0F?/gu, "")));
}

async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(1, 1);
  // Toasts and tooltips are gone by then, and the canvas stands still.
  await page.waitForTimeout(1_000);
  const picture = await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  expectValue(picture.length, `${name} shows something`).toBeGreaterThan(20_000);
}
