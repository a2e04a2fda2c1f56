import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, test } from "vitest";
import { expectAccessible } from "../scripts/test-setup/accessible.ts";
import { expect, open, startConsole, type Visitor } from "../scripts/test-setup/console.ts";

const app = startConsole();
let execution = 0;
let contact = 0;

beforeAll(async () => {
  ({ execution_id: execution } = await app.api<{ execution_id: number }>("POST", "/flows/start", {
    flow_id: 1,
    contact: "+5511987654321",
    context: { name: "Ana" },
  }));
  ({ contact_id: contact } = await app.api<{ contact_id: number }>("GET", `/executions/${execution}`));
});

/** Every page there is, by its folder: a new one is visited without being added here. Those that draw nothing lead to another. */
const PAGES = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("page.tsx") && /<\w/.test(readFileSync(join(import.meta.dirname, file), "utf8")))
  .map((file) => `/${file}`.replace(/\/page\.tsx$/, "").replaceAll(/\/\([^)]+\)/g, "") || "/");

function addressOf(page: string): string {
  const ids: Record<string, number> = {
    "/console/flows/[flowId]": 1,
    "/console/flows/[flowId]/answers": 1,
    "/console/executions/[id]": execution,
    "/console/contacts/[id]": contact,
  };
  return page.replace(/\[\w+\]/, String(ids[page]));
}

const LOOKS: [string, Visitor][] = [
  ["Portuguese, light", { locale: "pt-BR", theme: "light" }],
  ["English, dark", { locale: "en", theme: "dark" }],
  ["Portuguese, dark, on a phone", { locale: "pt-BR", theme: "dark", width: 390, height: 800 }],
  ["English, light, on a phone", { locale: "en", theme: "light", width: 390, height: 800 }],
];

test.each(LOOKS)("%s: every page has no serious accessibility fault, fits its window, and speaks one language", async (_, look) => {
  const [somebody, nobody] = [await app.visit({ ...look, role: "admin" }), await app.visit({ ...look, role: null })];
  for (const path of PAGES) {
    const page = path === "/login" ? nobody : somebody;
    await open(page, addressOf(path));
    await expect(page.locator("main")).toBeVisible();
    await page.waitForLoadState("networkidle");
    await expectAccessible(page, path);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      `${path}: pixels wider than the window`,
    ).toBeLessThanOrEqual(0);
    expect(await page.locator("html").getAttribute("lang"), path).toBe(look.locale);
    expect(await page.title(), path).toMatch(/Siga/);
    expect(await page.locator("body").innerText(), `${path}: a message without its text`).not.toMatch(
      /\b(common|answers|auth|flows|builder|simulator|executions|contacts|settings|errors|language|channels|conditions|phone|problems)\.[a-z]\w+/,
    );
  }
});

test("an address where nothing is says so, in the reader's language, and leads back", async () => {
  for (const [locale, text] of [
    ["pt-BR", "Não há nada neste endereço"],
    ["en", "There is nothing at this address"],
  ] as const) {
    const page = await app.visit({ locale });
    for (const path of ["/console/flows/999999", "/console/executions/999999", "/console/contacts/999999", "/console/nowhere"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1, name: text }), path).toBeAttached();
    }
    await page
      .getByRole("link", { name: /flows|fluxos/i })
      .last()
      .click();
    await expect(page).toHaveURL("/");
  }
});

test("the language and the theme follow the switch, and stay", async () => {
  const page = await app.visit({ locale: "en", theme: "light" });
  await open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Flows");
  await page.getByRole("button", { name: "Edu Editor" }).click();
  await page.getByRole("menuitemradio", { name: "Português" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fluxos");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Edu Editor" }).click();
  await page.getByRole("menuitemradio", { name: "Escuro" }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await open(page, "/console/executions");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Conversas");
  expect(await background()).toBe(dark);
  expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
});
