import type { Page } from "@playwright/test";
import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();
const CHAIN: FlowGraph = {
  nodes: ["a", "b", "c"].map((id, index) => ({
    id,
    name: id.toUpperCase(),
    node_type: "send_message",
    config: { message: `This is ${id}` },
    position: { x: index * 344, y: index * 40 },
  })),
  transitions: [
    { id: "t1", from: "a", to: "b", exit: "next", condition: null },
    { id: "t2", from: "b", to: "c", exit: "next", condition: null },
  ],
  start: "a",
};

const scaleOf = (page: Page) =>
  page.locator(".react-flow__viewport").evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);

test("who leaves within the second and comes back with the browser's button has their own text, and is told nothing", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Left", CHAIN));
  for (const text of ["first edit", "second edit"]) {
    await builder.select("a");
    await builder.write("message", text);
    await page.getByRole("link", { name: "Contacts" }).first().click();
    await page.waitForURL("**/console/contacts");
    await page.goBack();
    await expect(builder.card("a")).toContainText(text);
    await page.waitForTimeout(5_000);
    await expect(builder.card("a")).toContainText(text);
    await expect(page.getByText("changed this draft")).toHaveCount(0);
  }
  expect((await builder.draft()).nodes[0]?.config["message"]).toBe("second edit");
});

test("at 200 % on a screen of 1280 everything can be done", async () => {
  const page = await app.visit({ width: 640, height: 360 });
  const builder = await openBuilder(app, page, await makeFlow(app, "Large letters", CHAIN));
  await expect(page.getByText("Read only")).toHaveCount(0);
  // Adding from the list on the left, writing in the one on the right.
  await page.getByRole("button", { name: "Open the left panel" }).click();
  await page.getByLabel("Search for a node").fill("send");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Written at 200 %");
  await expect.poll(async () => (await builder.draft()).nodes.at(-1)?.config["message"]).toBe("Written at 200 %");
  await page.getByRole("button", { name: "Close the right panel" }).click();
  for (const [action, heading] of [
    ["Versions", "Versions"],
    ["Issues", "Issues"],
    ["Test", "Test"],
  ] as const) {
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: action }).click();
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
    await page.getByRole("button", { name: "Close the right panel" }).click();
  }
  await page.getByRole("button", { name: "Open the left panel" }).click();
  await page.getByRole("radio", { name: "Outline" }).click();
  await page.getByRole("navigation", { name: "Outline" }).getByRole("button", { name: /^B\b/ }).press("Enter");
  await expect(builder.option("message").getByRole("textbox")).toBeFocused();
  await page.getByRole("button", { name: "Close the right panel" }).click();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("dialog", { name: "Publish the flow" })).toBeVisible();
});

test("who may only read a flow is told why", async () => {
  const page = await app.visit({ role: "viewer" });
  await openBuilder(app, page, await makeFlow(app, "Read", CHAIN));
  await page.getByText("Read only").focus();
  await expect(page.getByRole("tooltip")).toContainText("An administrator can let you");
});

test("the scale changes about what is selected, and arranging leaves it alone", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Scaled", CHAIN));
  await builder.select("b");
  const middle = async () => {
    const box = await builder.card("b").boundingBox();
    return box === null ? [] : [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
  };
  const [before, begun] = [await middle(), await scaleOf(page)];
  await page.getByRole("button", { name: "Zoom out" }).click();
  await page.getByRole("button", { name: "Zoom out" }).click();
  // Two steps, however fast they follow each other, and the view takes its time to get there.
  await expect.poll(() => scaleOf(page)).toBeCloseTo(begun / 1.2 ** 2, 3);
  const scale = await scaleOf(page);
  const after = await middle();
  expect(Math.hypot((after[0] ?? 0) - (before[0] ?? 0), (after[1] ?? 0) - (before[1] ?? 0))).toBeLessThan(4);
  await page.locator("header").getByRole("button", { name: "Arrange" }).click();
  await expect.poll(async () => new Set((await builder.draft()).nodes.map(({ position }) => position.y)).size).toBeLessThan(3);
  expect(await scaleOf(page)).toBeCloseTo(scale, 3);
});

test("an undo that comes too late says so", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Late", CHAIN));
  await builder.select("c");
  await page.keyboard.press("Backspace");
  await expect.poll(async () => (await builder.draft()).nodes.length).toBe(2);
  // The panel of the last card may have moved the first one out of sight.
  await page.getByRole("button", { name: "See the whole flow" }).click();
  await builder.select("a");
  await page.keyboard.type("!");
  await page.getByRole("button", { name: "Undo", exact: true }).last().click();
  await expect(page.getByText("This can no longer undo it")).toBeVisible();
  expect((await builder.draft()).nodes.length).toBe(2);
});
