import { globSync, readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { build } from "esbuild";
import { afterAll, beforeAll, expect as expectValue, inject, onTestFinished, test } from "vitest";
import type { Context } from "#lib/engine/types.ts";
import { launchBrowser } from "../../scripts/test-setup/browser.ts";
import { expect } from "../../scripts/test-setup/console.ts";
import { ROOT } from "../../scripts/run-task.ts";

const choice = (id: string, title: string) => ({ id, title, words: [] });
const config: Context = {
  headers: [
    { name: "Accept", value: "text/plain" },
    { name: "X-Name", value: "{{ last_message }}" },
    { name: "X-Last", value: "3" },
  ],
  choices: [choice("yes", "Yes"), choice("no", "No")],
};

let browser: Browser;
let script: string;
const styles = globSync(`${ROOT}/.next/static/**/*.css`).map((file) => readFileSync(file, "utf8"));

beforeAll(async () => {
  const bundle = await build({
    entryPoints: [`${import.meta.dirname}/node-form.fixture.tsx`],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  script = bundle.outputFiles[0]?.text ?? "";
  browser = await launchBrowser(inject("browserPath"));
});
afterAll(() => browser.close());

async function openForm(initial: Context = config, options: { readOnly?: boolean; locale?: "en" | "pt-BR" } = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 380, height: 1400 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.setContent(`<html lang="en"><head><title>Form</title></head><body></body></html>`);
  for (const content of styles) await page.addStyleTag({ content });
  await page.addScriptTag({ content: script });
  const given = JSON.stringify([initial, options]);
  await page.evaluate((json) => window.show(...(JSON.parse(json) as Parameters<typeof window.show>)), given);
  await expect(page.locator("main")).toBeVisible();
  await expect(page.locator("[data-option='headers'] textarea")).toHaveCount(0);
  expectValue(faults).toEqual([]);
  return page;
}

const configOf = async (page: Page) => JSON.parse((await page.locator("[data-config]").textContent()) ?? "") as typeof config;
const namesOf = async (page: Page) => ((await configOf(page)).headers as { name: string }[]).map(({ name }) => name);
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest("[data-option]")?.getAttribute("data-option") ?? document.activeElement?.textContent);
const undo = (page: Page) => page.getByRole("button", { name: /^undo/ }).click();

test("a row that is added takes the keyboard in its first field, and Enter adds the next one below", async () => {
  const page = await openForm();
  await page.getByRole("button", { name: "Add header" }).click();
  expectValue(await focused(page)).toBe("headers.3.name");
  await page.keyboard.type("X-New");
  await page.keyboard.press("Enter");
  expectValue(await focused(page)).toBe("headers.4.name");
  await page.keyboard.press("Tab");
  await page.keyboard.type("one");
  await page.keyboard.press("Enter");
  expectValue(await focused(page)).toBe("headers.5.name");
  expectValue((await configOf(page)).headers).toMatchObject([
    {},
    {},
    {},
    { name: "X-New", value: "" },
    { name: "", value: "one" },
    { name: "" },
  ]);
  await undo(page);
  expectValue((await namesOf(page)).length).toBe(5);
});

test("Enter in the middle of a list adds the row right there", async () => {
  const page = await openForm();
  await page.locator("[data-option='headers.0.name'] input").press("Enter");
  await page.keyboard.type("second");
  expectValue(await namesOf(page)).toEqual(["Accept", "second", "X-Name", "X-Last"]);
});

test("Backspace takes away a row in which nothing was written, and goes on in the row above; never one in which something was", async () => {
  const page = await openForm();
  const last = page.locator("[data-option='headers.2.name'] input");
  await last.fill("");
  await last.press("Backspace");
  expectValue((await namesOf(page)).length).toBe(3);
  await page.locator("[data-option='headers.2.value'] .cm-content").click();
  await page.keyboard.press("Backspace");
  expectValue((await namesOf(page)).length).toBe(3);
  await page.keyboard.press("Backspace");
  expectValue(await namesOf(page)).toEqual(["Accept", "X-Name"]);
  expectValue(await focused(page)).toBe("headers.1.value");
});

test("a row moves by the arrow keys at its handle, which keeps the keyboard, and says where it is now", async () => {
  const page = await openForm();
  await page.getByRole("button", { name: /^Move Header 3/ }).press("ArrowUp");
  expectValue(await namesOf(page)).toEqual(["Accept", "X-Last", "X-Name"]);
  await expect(page.getByRole("button", { name: /^Move Header 2/ })).toBeFocused();
  await expect(page.getByRole("status").first()).toHaveText("Header is now number 2 of 3");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expectValue(await namesOf(page)).toEqual(["X-Last", "Accept", "X-Name"]);
  await expect(page.locator("[data-option='headers.2.value'] .cm-content")).toHaveText("{{ last_message }}");
  await undo(page);
  expectValue(await namesOf(page)).toEqual(["Accept", "X-Last", "X-Name"]);
});

test("a row is dragged by its handle as one step to undo, and Escape lets it stay", async () => {
  const page = await openForm();
  const handle = page.getByRole("button", { name: /^Move Header 1/ });
  const last = await page.locator("[data-option='headers.2']").boundingBox();
  const y = (last?.y ?? 0) + (last?.height ?? 0) - 2;
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(20, y, { steps: 5 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expectValue(await namesOf(page)).toEqual(["Accept", "X-Name", "X-Last"]);
  await handle.hover();
  await page.mouse.down();
  await page.mouse.move(20, y, { steps: 5 });
  await page.mouse.up();
  expectValue(await namesOf(page)).toEqual(["X-Name", "X-Last", "Accept"]);
  await undo(page);
  expectValue(await namesOf(page)).toEqual(["Accept", "X-Name", "X-Last"]);
});

test("a row that is taken away leaves the keyboard in the list, and the last one at what adds one", async () => {
  const page = await openForm({
    ...config,
    headers: [
      { name: "A", value: "" },
      { name: "B", value: "" },
    ],
  });
  await page.getByRole("button", { name: "Remove Header 2" }).click();
  expectValue(await focused(page)).toBe("headers.0.name");
  await page.getByRole("button", { name: "Remove Header 1" }).click();
  expectValue(await namesOf(page)).toEqual([]);
  await expect(page.getByRole("button", { name: "Add header" })).toBeFocused();
  await expect(page.getByText("No headers.")).toBeVisible();
});

test("a list has as few and as many rows as it may have", async () => {
  const page = await openForm();
  await page.getByRole("button", { name: "Add choice" }).click();
  await expect(page.getByRole("button", { name: "Add choice" })).toBeDisabled();
  await expect(page.getByText("3 at most")).toBeVisible();
  await page.locator("[data-option='choices.2.title'] input").press("Enter");
  for (let rows = 3; rows > 1; rows -= 1) await page.getByRole("button", { name: `Remove Choice ${rows}` }).click();
  await expect(page.getByRole("button", { name: "Remove Choice 1" })).toBeDisabled();
  expectValue((await configOf(page)).choices).toEqual([choice("yes", "Yes")]);
});

test("an exit goes by its choice's title and stays the same one while that is written", async () => {
  const page = await openForm();
  await page.locator("[data-option='choices.0.title'] input").fill("Yes, please");
  await expect(page.locator("[data-exits]")).toHaveText('[["yes","Yes, please"],["no","No"]]');
});

test("issues stand at their fields, inside rows and at the list itself", async () => {
  const page = await openForm();
  await page.locator("[data-option='choices.1.title'] input").fill("Maybe");
  await expect(page.locator("[data-option='choices.1.title']").getByRole("alert")).toContainText("is no answer");
  await page.getByRole("button", { name: "Remove Choice 2" }).click();
  await expect(page.locator("[data-option='choices']").getByText("has one choice, which is none")).toBeVisible();
  await page.locator("[data-option='headers.1.value'] .cm-content").fill("{{ x ");
  await expect(page.locator("[data-option='headers.1.value']").getByRole("alert")).toBeVisible();
});

test("words, an enumeration, a nested one, a number and a path are kept as what they are", async () => {
  const page = await openForm();
  await page.locator("[data-option='choices.0.words'] input").pressSequentially("yes, yeah ,");
  await page.getByRole("combobox", { name: "Method" }).click();
  await page.getByRole("option", { name: "Send" }).click();
  await page.getByRole("radio", { name: "JSON" }).click();
  await page.getByLabel("Give up after").fill("20");
  await page.getByLabel("List", { exact: true }).fill("last_message");
  expectValue(await configOf(page)).toMatchObject({
    method: "post",
    body: { type: "json" },
    timeout_seconds: 20,
    from: "last_message",
    choices: [{ words: ["yes", "yeah"] }, {}],
  });
});

test("whoever may only read sees the rows and can change none", async () => {
  const page = await openForm(config, { readOnly: true });
  await expect(page.getByRole("button", { name: /^(Add|Remove|Move)/ })).toHaveCount(0);
  await page.locator("[data-option='headers.0.name'] input").press("Enter");
  expectValue(await configOf(page)).toEqual(config);
});

test.each(["en", "pt-BR"] as const)("the form can be read out in %s: every control has a name", async (locale) => {
  const page = await openForm(config, { locale });
  const { violations } = await new AxeBuilder({ page }).include("main").disableRules(["color-contrast"]).analyze();
  expectValue(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
});
