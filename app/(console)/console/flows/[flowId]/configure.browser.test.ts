import { beforeAll, expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { makeFlow, openBuilder, type BuilderPage } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";
import { ASKING } from "../../../../../scripts/test-setup/walk-throughs/asking.ts";
import { CALLING } from "../../../../../scripts/test-setup/walk-throughs/calling.ts";
import { DECIDING } from "../../../../../scripts/test-setup/walk-throughs/deciding.ts";
import { SENDING } from "../../../../../scripts/test-setup/walk-throughs/sending.ts";
import { inSection, type WalkThrough } from "../../../../../scripts/test-setup/walk-throughs/steps.ts";

const app = startConsole();

async function openNode(node_type: string, config: FlowGraph["nodes"][number]["config"] = {}): Promise<BuilderPage> {
  const nodes = [
    { id: "name", name: "Name", node_type: "wait_for_input", config: { context_key: "first_name" }, position: { x: 0, y: 0 } },
    { id: "it", name: "It", node_type, config, position: { x: 344, y: 0 } },
  ];
  const transitions = [{ id: "t1", from: "name", to: "it", exit: "next", condition: null }];
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, node_type, { nodes, transitions, start: "name" }));
  await builder.select("it");
  return builder;
}

const configOf = async (builder: BuilderPage) => (await builder.draft()).nodes.find(({ id }) => id === "it")?.config;

test("who writes while the editor is still being loaded goes on in it at the same letter, and no key goes past it", async () => {
  const nodes = [{ id: "it", name: "It", node_type: "send_message", config: { message: "Hello" }, position: { x: 0, y: 0 } }];
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, "Slow", { nodes, transitions: [], start: "it" }));
  const { page } = builder;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await builder.select("it");
  const plain = page.locator("textarea[aria-label=Message]");
  await plain.press("Home");
  await plain.pressSequentially("Oh: ");
  // Between the two fields a letter would be a shortcut of the canvas, and lost.
  await page.evaluate(() => {
    const outside: string[] = [];
    new MutationObserver(() => {
      if (document.activeElement === document.body) outside.push(document.activeElement.tagName);
    }).observe(document.body, { childList: true, subtree: true });
    Object.assign(window, { outside });
  });
  release();
  await expect(plain).toHaveCount(0);
  await expect(page.locator(".cm-content:focus")).toHaveCount(1);
  await page.keyboard.type("n");
  await expect(builder.option("message").getByRole("textbox")).toHaveText("Oh: nHello");
  expectValue(await page.evaluate(() => (window as unknown as { outside: string[] }).outside)).toEqual([]);
});

const OPTIONS: Record<string, WalkThrough> = { ...ASKING, ...SENDING, ...DECIDING, ...CALLING };

/** Of every node that sends, after its type's own. */
const DELIVERY: WalkThrough = {
  quote: {
    set: (builder) => inSection(builder, "Delivery and quoting", () => builder.option("quote").getByRole("switch").click()),
    config: true,
  },
  exits: { set: (builder) => builder.option("exits.failed").getByRole("switch").click(), config: { failed: true } },
};
for (const [type, options] of Object.entries(OPTIONS)) if (nodeTypes.get(type)?.isSending) Object.assign(options, DELIVERY);

test("each option of each node type has its walk-through", () => {
  // What is inside an option is set along with it.
  const optionsOf = (type: string) => Object.keys(nodeMessages(type, "en").options).filter((name) => !name.includes("."));
  const known = Object.fromEntries([...nodeTypes.keys()].map((type) => [type, optionsOf(type).sort()]));
  expectValue(Object.fromEntries(Object.entries(OPTIONS).map(([type, options]) => [type, Object.keys(options).sort()]))).toEqual(known);
});

beforeAll(async () => {
  const end = { id: "end", name: "End", node_type: "end", config: {}, position: { x: 0, y: 0 } };
  const delivery = await makeFlow(app, "Delivery", { nodes: [end], transitions: [], start: "end" });
  await app.api("POST", `/flows/${delivery}/publish`, { note: "" });
  await app.api("POST", "/calendars", { name: "Shop", hours: { monday: [{ from: "08:00", to: "18:00" }] } });
});

test.each(Object.keys(OPTIONS))("every option of %s is set in the inspector and kept in the draft", async (type) => {
  // As it comes from the palette; the older name of the prompt is only shown where an imported flow has it.
  const builder = await openNode(type, { ...nodeTypes.get(type)?.defaults, ...(type === "ai_completion" && { prompt: "imported" }) });
  for (const [name, { set, config }] of Object.entries(OPTIONS[type] ?? {})) {
    await set(builder);
    await expect.poll(async () => (await configOf(builder))?.[name], name).toEqual(config);
  }
  const { issues } = await app.api<{ issues: unknown[] }>("POST", `/flows/${builder.flowId}/publish`, { note: "as configured" });
  expectValue((issues as { severity: string }[]).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("while one types, what came before is offered, and the bubble shows what the contact will see", async () => {
  const builder = await openNode("send_message");
  const { page } = builder;
  await builder.option("message").locator(".cm-content").click();
  await page.keyboard.type("Hi *{{ fir", { delay: 30 });
  await expect(page.locator(".cm-tooltip-autocomplete")).toContainText("first_name");
  // Enter within a moment of the list's appearing still means a new line: it was meant before the list was there.
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  await page.keyboard.type("*!");
  await expect.poll(async () => (await configOf(builder))?.["message"]).toMatch(/^Hi \*\{\{ ?first_name ?\}\}\*!$/);
  await expect(page.getByText("What the contact sees").locator("..").locator("strong")).toHaveText(/\S/);
});

test("a condition is tried against a sample before anybody meets it", async () => {
  const builder = await openNode("decision");
  const { page } = builder;
  await page.getByRole("combobox", { name: /leads to/ }).click();
  await page.getByRole("option", { name: "Name" }).click();
  await page.getByRole("button", { name: "Write condition 1" }).click();
  await page.locator('[data-option^="condition:"] .cm-content').click();
  await page.keyboard.insertText("first_name == 'Ana'");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Try with a sample" }).click();
  const tried = page.getByRole("dialog", { name: "Try with a sample" });
  await expect(tried).toContainText("first_name == 'Ana'");
  await tried.getByLabel("first_name").fill("Ana");
  await expect(page.getByText("True", { exact: true })).toBeVisible();
  await tried.getByLabel("first_name").fill("Bia");
  await expect(page.getByText("False", { exact: true })).toBeVisible();
});

test("a text over WhatsApp's limit is counted and warned of", async () => {
  const builder = await openNode("send_message");
  await builder.write("message", "a".repeat(4_097));
  await expect(builder.option("message")).toContainText(/4,097\s*\/\s*4,096/);
  await expect(builder.option("message")).toContainText("longer than WhatsApp's");
});

test("issues appear while one types, lead to their place, and can be mended there", async () => {
  const draft: FlowGraph = {
    nodes: [
      { id: "hi", name: "Hi", node_type: "send_message", config: { message: "Hi {{ nobody }}" }, position: { x: 0, y: 0 } },
      { id: "lost", name: "Lost", node_type: "end", config: {}, position: { x: 400, y: 200 } },
    ],
    transitions: [],
    start: "hi",
  };
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, "Issues", draft));
  const { page } = builder;
  await page.locator("header").getByRole("button", { name: "3 issues" }).click();
  await page.getByRole("button", { name: /^“Hi” uses nobody, which nothing before it sets/ }).click();
  await expect(builder.option("message").locator(".cm-content")).toBeFocused();
  await builder.write("message", "Hi");
  await page.locator("header").getByRole("button", { name: "2 issues" }).click();
  await page.getByRole("button", { name: "End here" }).click();
  await page.getByRole("button", { name: "Delete the node" }).click();
  await expect(page.getByText("The flow can be published.")).toBeVisible();
  expectValue((await builder.draft()).nodes.map(({ node_type }) => node_type)).toEqual(["send_message", "end"]);
});

test("a flow with an error is not published, and says what is wrong", async () => {
  const nodes = [{ id: "a", name: "Round", node_type: "send_message", config: { message: "again" }, position: { x: 0, y: 0 } }];
  const builder = await openBuilder(
    app,
    await app.visit(),
    await makeFlow(app, "Circle", { nodes, transitions: [{ id: "t1", from: "a", to: "a", exit: "next", condition: null }], start: "a" }),
  );
  await builder.page.getByRole("button", { name: "Publish" }).click();
  const dialog = builder.page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("this loop never waits");
  await expect(dialog.getByRole("button", { name: /^Publish/ })).toBeDisabled();
});
