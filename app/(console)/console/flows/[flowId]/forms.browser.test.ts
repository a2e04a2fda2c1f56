import { mkdirSync } from "node:fs";
import { test } from "vitest";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { expectAccessible } from "../../../../../scripts/test-setup/accessible.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();
const RIGHT = '[data-panel="builder-right"]';

/** One node of each type, as it comes from the palette: whoever adds a type has its form opened here. */
const ONE_OF_EACH = [...nodeTypes.values()].map(({ type, defaults }, index) => ({
  ...{ id: type, name: type, node_type: type, config: defaults },
  position: { x: (index % 6) * 344, y: Math.floor(index / 6) * 420 },
}));

test.each([
  ["pt-BR", "light"],
  ["en", "dark"],
] as const)("the form of every node type opens, says what it is, and has no accessibility fault (%s, %s)", async (locale, theme) => {
  const page = await app.visit({ locale, theme });
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  await openBuilder(app, page, await makeFlow(app, `Forms ${locale}`, { nodes: ONE_OF_EACH, transitions: [], start: "send_message" }));
  mkdirSync("test-results/forms", { recursive: true });
  for (const { id } of ONE_OF_EACH) {
    await page.goto(`${page.url().split("?")[0] ?? ""}?node=${id}`);
    await expect(page.locator("[data-field=name]")).toHaveValue(id);
    await expect(page.locator(RIGHT)).toContainText(nodeMessages(id, locale).type);
    // All that is folded, and what was folded within it; not what opens a window.
    for (let depth = 0; depth < 2; depth += 1)
      await page.locator(`${RIGHT} button[aria-expanded=false]:not([aria-haspopup], [role=combobox])`).evaluateAll((folded) => {
        for (const button of folded) (button as HTMLElement).click();
      });
    await expectAccessible(page, `the form of ${id}`, RIGHT);
    expect(
      await page.locator(RIGHT).evaluate((panel) => panel.scrollWidth - panel.clientWidth),
      `${id}: wider than its panel`,
    ).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `test-results/forms/${id}-${locale}.png` });
  }
  expect(faults).toEqual([]);
});
