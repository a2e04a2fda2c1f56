import { test } from "vitest";
import { expectAccessible } from "../../../../../scripts/test-setup/accessible.ts";
import { expect, open, startConsole, type Visitor } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

const LOOKS: [string, Visitor][] = [
  ["Portuguese, light, on a phone", { locale: "pt-BR", theme: "light", width: 390, height: 800 }],
  ["English, dark", { locale: "en", theme: "dark", width: 1280, height: 800 }],
];

test.each(LOOKS)("%s: the page of the language shows each name with what the engine makes of its example", async (_, look) => {
  const page = await app.visit({ role: "viewer", ...look });
  await open(page, "/console/help/language");
  await expect(page.locator("#filter")).toContainText("groupby");
  await expect(page.locator("#function li", { hasText: "days_between(" })).toContainText("25");
  const written = page.getByRole("textbox", { name: look.locale === "en" ? "Example" : "Exemplo" });
  await written.fill("{% for n in notas %}{{ n }};{% endfor %}");
  await expect(page.getByRole("status").filter({ hasText: "7;10;8;" })).toBeVisible();
  await written.fill("{% macro x() %}");
  await expect(page.getByRole("status").filter({ hasText: "macro" })).toBeVisible();
  await page.getByRole("search").getByRole("textbox").fill("answers");
  await expect(page.locator("#filter")).toHaveCount(0);
  await expectAccessible(page, "the page of the language");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test("the editor offers names with their help, underlines what is refused, and leads to the page", async () => {
  const page = await app.visit({ role: "editor", locale: "en" });
  await open(page, "/console/flows/1");
  await page.locator(".react-flow__node").first().click();
  const field = page.locator(".code-field .cm-content").first();
  await field.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Oi {{ contact.name|tit");
  await expect(page.locator(".cm-completionInfo")).toContainText("Each word with a capital.");
  const help = await page.locator(".cm-completionInfo").boundingBox();
  expect(
    await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x + 20, y + 12)?.closest(".cm-completionInfo") !== null,
      help ?? { x: 0, y: 0 },
    ),
  ).toBe(true);
  // Escape, since Enter within a moment of the list's appearing still means a new line.
  await page.keyboard.press("Escape");
  await page.keyboard.type("le }} {order-id} {{ contact.name|shout }} !");
  await expect(page.locator(".cm-flaw-error").first()).toHaveAttribute("title", /shout/);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("Oi {order-id} !");
  await expect(page.locator(".cm-flaw-warning").first()).toHaveAttribute("title", /order_id/);
});
