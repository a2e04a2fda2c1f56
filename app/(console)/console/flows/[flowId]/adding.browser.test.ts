import type { Page } from "@playwright/test";
import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { type BuilderPage, dragWithMouse, makeFlow, middleOfTransition, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();
/** Once each of these keys alone rearranged the flow, made a note or another node. */
const TYPED = "Nl 1 ok? /n";

const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"] = {}, column = 0) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: column * 344, y: 0 },
});
const PAIR: FlowGraph = {
  nodes: [node("a", "send_message", { message: "Hi" }), node("z", "end", {}, 2)],
  transitions: [{ id: "t1", from: "a", to: "z", exit: "next", condition: null }],
  start: "a",
};
const ONE: FlowGraph = { nodes: [node("a", "send_message", { message: "Hi" })], transitions: [], start: "a" };

async function chooseMessage(page: Page): Promise<void> {
  await expect(page.getByPlaceholder("What comes next?")).toBeFocused();
  await page.keyboard.type("send");
  await page.keyboard.press("Enter");
}

const WAYS: [string, FlowGraph, (builder: BuilderPage) => Promise<void>][] = [
  ["dropped from the palette", ONE, ({ drop }) => drop("send_message", { x: 300, y: 480 })],
  ["clicked in the palette", ONE, ({ page }) => page.locator('[data-node-type="send_message"]').click()],
  [
    "put in by Enter in the palette's search",
    ONE,
    async ({ page }) => {
      await page.getByLabel("Search for a node").fill("send");
      await page.keyboard.press("Enter");
    },
  ],
  [
    "added by the plus",
    ONE,
    async ({ page, card }) => {
      await card("a").getByRole("button", { name: "Add after a" }).click();
      await chooseMessage(page);
    },
  ],
  [
    "added where a line is dropped",
    ONE,
    async ({ page, card }) => {
      await dragWithMouse(page, card("a").locator(".open-handle"), { x: 640, y: 560 });
      await chooseMessage(page);
    },
  ],
  [
    "inserted into a line",
    PAIR,
    async ({ page }) => {
      const { x, y } = await middleOfTransition(page, "t1");
      await page.mouse.click(x, y);
      await page.getByRole("button", { name: "Insert a node between a and z" }).click();
      await chooseMessage(page);
    },
  ],
  [
    "dropped on a line",
    PAIR,
    async ({ page, drop }) => {
      const at = await middleOfTransition(page, "t1");
      const canvas = await page.locator(".react-flow").boundingBox();
      await drop("send_message", { x: at.x - (canvas?.x ?? 0), y: at.y - (canvas?.y ?? 0) });
    },
  ],
  [
    "added by a key on its neighbour",
    ONE,
    async ({ page, select }) => {
      await select("a");
      await page.keyboard.press("/");
      await chooseMessage(page);
    },
  ],
  [
    "added by a double click on the empty canvas",
    ONE,
    async ({ page }) => {
      await page.locator(".react-flow__pane").dblclick({ position: { x: 300, y: 480 } });
      await chooseMessage(page);
    },
  ],
];

test.each(WAYS)("a card %s is being written: what is typed at once lands in it, and does nothing else", async (name, draft, add) => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, name, draft));
  await add(builder);
  await page.keyboard.type(TYPED);
  await expect.poll(async () => (await builder.draft()).nodes.map(({ config }) => config["message"])).toContain(TYPED);
  const { nodes, notes } = await builder.draft();
  expect([nodes.length, notes]).toEqual([draft.nodes.length + 1, undefined]);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // Nobody is told off for what they are writing, and nobody is offered to have it deleted.
  await builder.leaveField();
  await expect(page.getByRole("button", { name: "Delete the node" })).toHaveCount(0);
});

test("what is typed on a selected card opens it, whatever the letter, and is written behind what is there", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Letters", ONE));
  const keyboard = await page.context().newCDPSession(page);
  const message = async () => (await builder.draft()).nodes[0]?.config["message"];
  await builder.select("a");
  // A keyboard of another country: its letters arrive as keys.
  await keyboard.send("Input.dispatchKeyEvent", { type: "keyDown", key: "É", code: "KeyE", text: "É" });
  await page.keyboard.type("L7");
  await expect.poll(message).toBe("HiÉL7");
  await page.keyboard.press("Escape");
  await expect(builder.card("a")).toBeFocused();
  await page.keyboard.press("N");
  await expect.poll(message).toBe("HiÉL7N");
  await page.keyboard.press("Escape");
  await page.keyboard.press("4");
  await expect.poll(message).toBe("HiÉL7N4");
  await page.keyboard.press("Escape");
  // A dead key: the accent waits for its letter in the field.
  await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Dead", code: "Quote" });
  await expect(builder.option("message").getByRole("textbox")).toBeFocused();
  await keyboard.send("Input.imeSetComposition", { text: "´", selectionStart: 1, selectionEnd: 1 });
  await keyboard.send("Input.insertText", { text: "é" });
  await expect.poll(message).toBe("HiÉL7N4é");
  expect((await builder.draft()).notes).toBeUndefined();
});

test("keys with Shift act while nothing is selected, and are said in the help and in the command palette", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Shifted", ONE));
  await builder.leaveField();
  await page.keyboard.press("Shift+N");
  await page.keyboard.type("Why?");
  await expect.poll(async () => (await builder.draft()).notes?.map(({ text }) => text)).toEqual(["Why?"]);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("option", { name: /Arrange.*⇧.*L/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await builder.leaveField();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog").getByText("Add the next node")).toBeVisible();
});

test("a flow is built, tried and published by keyboard alone, and the keyboard is never nowhere", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "By keys"));
  const { keyboard } = page;
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    const lost: string[] = [];
    Object.assign(window, { lost });
    // A page that was just opened has the keyboard nowhere yet.
    let isBegun = false;
    window.addEventListener("focusin", () => (isBegun = true));
    window.addEventListener("keydown", ({ key }) => void (isBegun && document.activeElement === document.body && lost.push(key)), true);
  });
  const addNext = async (type: string, written: string) => {
    await keyboard.press("ControlOrMeta+Enter");
    await keyboard.type(type);
    await keyboard.press("Enter");
    await keyboard.type(written);
  };
  await addNext("send", "Do you want to go on?");
  await addNext("wait", "answer");
  await addNext("decision", "Wants to?");
  await addNext("end", "Bye");
  const [message, answer, decision, bye] = (await builder.draft()).nodes.map(({ id }) => id) as [string, string, string, string];
  await expect.poll(async () => (await builder.draft()).nodes.map(({ name }) => name).slice(2)).toEqual(["Wants to?", "Bye"]);

  // Back to the decision, and on with its next condition: back to the question.
  await keyboard.press("Escape");
  await expect(builder.card(bye)).toBeFocused();
  await keyboard.press("Escape");
  await expect(builder.card(bye)).not.toHaveClass(/\bselected\b/);
  await keyboard.press("ArrowLeft");
  await expect(builder.card(decision)).toBeFocused();
  await keyboard.press("/");
  await expect(page.getByPlaceholder("What comes next?")).toBeFocused();
  await keyboard.press("Escape");
  await expect(builder.card(decision), "where it was").toBeFocused();
  await keyboard.press("Space");
  await keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Add after Wants to?: condition 1" })).toBeFocused();
  await keyboard.press("Enter");
  await keyboard.type("Message");
  await keyboard.press("Enter");
  await expect
    .poll(async () => (await builder.draft()).transitions.map(({ from, to }) => [from, to]))
    .toEqual([
      [message, answer],
      [answer, decision],
      [decision, message],
      [decision, bye],
    ]);

  await keyboard.press("Escape");
  await expect(builder.card(decision)).toBeFocused();
  await keyboard.press("ControlOrMeta+e");
  await expect(page.getByRole("textbox", { name: "Message" })).toBeFocused();
  await keyboard.type("hi");
  await keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Conversation" })).toContainText("Do you want to go on?");

  await keyboard.press("ControlOrMeta+Shift+Enter");
  await expect(page.getByRole("dialog", { name: "Publish the flow" })).toBeVisible();
  await expect(page.getByRole("dialog").getByRole("button", { name: /^Publish/ })).toBeEnabled();
  await keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog").getByText("Version 1 is live")).toBeVisible();
  await keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  // What is deleted under the keyboard leaves it on the canvas.
  await expect(builder.card(decision)).toBeFocused();
  await keyboard.press("Backspace");
  await expect(page.locator(".react-flow")).toBeFocused();
  await keyboard.press("ControlOrMeta+z");
  await expect(builder.card(decision)).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { lost: string[] }).lost), "keys pressed on nothing").toEqual([]);
});

test("a new card is told off once it was left, and an empty flow not at all", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Quiet"));
  const count = page.locator("header").getByRole("button", { name: /issues?$/i });
  await expect(count).not.toContainText(/\d/);
  await page.locator('[data-node-type="send_message"]').click();
  await expect.poll(async () => (await builder.draft()).nodes.length).toBe(1);
  await page.waitForTimeout(1_500);
  await expect(count).not.toContainText(/\d/);
  await builder.leaveField();
  await expect(count).toContainText(/\d/);
});
