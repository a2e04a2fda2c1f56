import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { dragWithMouse, makeFlow, middleOfTransition, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, hydrated, open, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();
const types = ({ nodes }: FlowGraph) => nodes.map(({ node_type }) => node_type);
const ways = ({ transitions }: FlowGraph) => transitions.map(({ from, to }) => `${from} > ${to}`);

test("a flow is built by dragging: nodes, transitions, a node on a transition", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Dragged"));
  await expect(page.getByText("Begin with the first node")).toBeVisible();

  await builder.drop("send_message", { x: 120, y: 120 });
  await builder.write("message", "Hello!");
  await builder.drop("wait_for_input", { x: 420, y: 260 });
  await builder.option("context_key").getByRole("textbox").fill("favourite colour");
  const [hello, ask] = (await builder.draft()).nodes.map(({ id }) => id) as [string, string];
  expect(await builder.draft()).toMatchObject({
    start: hello,
    nodes: [{ config: { message: "Hello!" } }, { config: { context_key: "favourite_colour" } }],
  });

  await dragWithMouse(page, builder.card(hello).locator(".open-handle"), builder.card(ask).locator(".target-handle"));
  await expect.poll(async () => ways(await builder.draft())).toEqual([`${hello} > ${ask}`]);

  await dragWithMouse(page, builder.card(ask).locator(".open-handle"), { x: 620, y: 640 });
  await page.getByPlaceholder("What comes next?").fill("end");
  await page.keyboard.press("Enter");
  await expect.poll(async () => types(await builder.draft())).toEqual(["send_message", "wait_for_input", "end"]);

  const [first] = (await builder.draft()).transitions;
  await page.getByRole("button", { name: "See the whole flow" }).click();
  await expect(builder.card(hello)).toBeInViewport({ ratio: 0.99 });
  const at = await middleOfTransition(page, first?.id ?? "");
  const canvas = await page.locator(".react-flow").boundingBox();
  // A hand does not hit the line itself.
  await builder.drop("decision", { x: at.x - (canvas?.x ?? 0), y: at.y - (canvas?.y ?? 0) + 24 });
  await expect.poll(async () => ways(await builder.draft()).length).toBe(3);
  const draft = await builder.draft();
  const between = draft.nodes.find(({ node_type }) => node_type === "decision")?.id ?? "";
  expect(ways(draft)).toContain(`${hello} > ${between}`);
  expect(ways(draft)).toContain(`${between} > ${ask}`);
});

test("the plus at a dangling exit offers what comes next, and connects it", async () => {
  const page = await app.visit();
  const builder = await openBuilder(
    app,
    page,
    await makeFlow(app, "Quick", { nodes: [node("a", "send_message", { message: "Hi" })], transitions: [], start: "a" }),
  );
  await builder.card("a").getByRole("button", { name: "Add after a" }).click();
  await page.getByPlaceholder("What comes next?").fill("wait");
  await page.keyboard.press("Enter");
  await expect.poll(async () => types(await builder.draft())).toEqual(["send_message", "wait_for_input"]);
  const made = (await builder.draft()).nodes[1]?.id ?? "";
  await builder
    .card(made)
    .getByRole("button", { name: /^Add after/ })
    .click();
  await page.getByRole("option", { name: "a", exact: true }).click();
  await expect.poll(async () => ways(await builder.draft())).toEqual([`a > ${made}`, `${made} > a`]);
});

test("a condition that is drawn on a decision is asked for at once, and is no second otherwise until it is written", async () => {
  const page = await app.visit();
  const nodes = [node("d", "decision"), node("a", "end", {}, 1), node("b", "end", {}, 1, 200)];
  const builder = await openBuilder(app, page, await makeFlow(app, "Decided", { nodes, transitions: [way("t1", "d", "a")], start: "d" }));
  await builder.select("a");
  await dragWithMouse(page, builder.card("d").locator('[data-handleid="new:next"]'), builder.card("b").locator(".target-handle"));
  await expect(builder.card("d")).toHaveClass(/\bselected\b/);
  await expect(builder.card("d").getByRole("listitem")).toHaveText(["1No condition yet", "2Otherwise", "New condition"]);
  await expect(page.getByRole("group", { name: "Condition 1" }).getByRole("textbox", { name: "Text" })).toBeFocused();
  await page.keyboard.insertText("maybe");
  await expect(builder.card("d").getByRole("listitem")).toHaveText(["1last message is “maybe”", "2Otherwise", "New condition"]);
});

test("a card that nothing leads to is dropped into a transition that it covers", async () => {
  const page = await app.visit();
  const nodes = [
    node("a", "send_message", { message: "Hi" }),
    node("b", "end", {}, 2),
    node("loose", "send_message", { message: "Ho" }, 1, 260),
  ];
  const builder = await openBuilder(app, page, await makeFlow(app, "Loose", { nodes, transitions: [way("t1", "a", "b")], start: "a" }));
  const line = await middleOfTransition(page, "t1");
  const box = await builder.card("loose").boundingBox();
  const grip = await builder.card("loose").locator("p").first().boundingBox();
  if (box === null || grip === null) throw new Error("nothing is drawn there");
  // Its middle comes to lie 24 px below the line, wherever it is held.
  const to = {
    x: grip.x + grip.width / 2 + line.x - (box.x + box.width / 2),
    y: grip.y + grip.height / 2 + line.y + 24 - (box.y + box.height / 2),
  };
  await dragWithMouse(page, builder.card("loose").locator("p").first(), to);
  await expect.poll(async () => ways(await builder.draft())).toEqual(["a > loose", "loose > b"]);
});

test("a new note comes into sight and is written at once, and the panels stay as they were left", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Noted", { nodes: [node("a", "end")], transitions: [], start: "a" }));
  await page.getByRole("radio", { name: "Outline" }).click();
  await builder.select("a");
  await page.getByRole("button", { name: "Close the right panel" }).click();
  await page.locator(".react-flow__pane").click({ position: { x: 60, y: 60 } });
  await page.keyboard.press("Shift+N");
  const note = page.locator(".react-flow__node-note").getByRole("textbox");
  await expect(note).toBeFocused();
  await expect(note).toBeInViewport({ ratio: 0.99 });
  await page.keyboard.type("Why?");
  await expect.poll(async () => (await builder.draft()).notes?.map(({ text }) => text)).toEqual(["Why?"]);

  await page.reload();
  await hydrated(page);
  await expect(page.getByRole("radio", { name: "Outline" })).toBeChecked();
  // It stays closed where something is selected again.
  await builder.card("a").click({ position: { x: 60, y: 14 } });
  await expect(page.getByRole("button", { name: "Open the right panel" })).toBeVisible();
  await page.getByRole("button", { name: "Versions" }).click();
  await expect(page.getByRole("heading", { name: "Versions" })).toBeVisible();
  await page.getByRole("button", { name: "Close the right panel" }).click();
  await builder.card("a").dblclick({ position: { x: 60, y: 14 } });
  await expect(page.locator("[data-field=name]")).toBeFocused();
});

test("every change can be taken back and made again, one drag as one", async () => {
  const page = await app.visit();
  const before: FlowGraph = {
    nodes: [node("a", "send_message", { message: "Hi" }, 0), node("b", "wait_for_input", {}, 1), node("c", "end", {}, 2)],
    transitions: [way("t1", "a", "b"), way("t2", "b", "c")],
    start: "a",
  };
  const builder = await openBuilder(app, page, await makeFlow(app, "Undone", before));
  const start = await builder.draft();

  await builder.select("a");
  await builder.write("message", "Hi there");
  await builder.leaveField();
  const box = await builder.card("b").boundingBox();
  await dragWithMouse(page, builder.card("b").locator("p").first(), { x: (box?.x ?? 0) + 90, y: (box?.y ?? 0) + 160 });
  await expect.poll(async () => (await builder.draft()).nodes[1]?.position).not.toEqual(before.nodes[1]?.position);
  await builder.select("b");
  await page.keyboard.press("Shift+Backspace");
  await expect.poll(async () => ways(await builder.draft())).toEqual(["a > c"]);
  const end = await builder.draft();

  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => builder.draft()).toEqual(start);
  await expect(page.getByLabel("Undo")).toBeDisabled();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ControlOrMeta+Shift+z");
  await expect.poll(() => builder.draft()).toEqual(end);
  await page.reload();
  await expect(builder.card("b")).toHaveCount(0);
  await expect(builder.card("a")).toContainText("Hi there");
});

test("what is copied in one flow is pasted into another, with the ways between", async () => {
  const page = await app.visit();
  const source = await openBuilder(
    app,
    page,
    await makeFlow(app, "Source", {
      nodes: [node("a", "send_message", { message: "Copied" }, 0), node("b", "end", {}, 1)],
      transitions: [way("t1", "a", "b")],
      start: "a",
    }),
  );
  await source.leaveField();
  await page.keyboard.press("ControlOrMeta+a");
  await expect(page.getByText("2 selected")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+c");
  await expect(page.getByText("2 nodes copied")).toBeVisible();

  const other = await openBuilder(
    app,
    await page.context().newPage(),
    await makeFlow(app, "Target", { nodes: [node("a", "wait_for_input", {}, 0)], transitions: [], start: "a" }),
  );
  await other.leaveField();
  await other.page.keyboard.press("ControlOrMeta+v");
  await expect.poll(async () => types(await other.draft())).toEqual(["wait_for_input", "send_message", "end"]);
  const { nodes, transitions } = await other.draft();
  expect(new Set(nodes.map(({ id }) => id)).size).toBe(3);
  expect(transitions).toMatchObject([{ from: nodes[1]?.id, to: nodes[2]?.id }]);
});

test("several cards are aligned, duplicated, arranged and deleted as one", async () => {
  const page = await app.visit();
  const nodes = [node("a", "send_message", { message: "Hi" }, 0, 0), node("b", "send_message", { message: "Ho" }, 1, 90)];
  const builder = await openBuilder(app, page, await makeFlow(app, "Several", { nodes, transitions: [way("t1", "a", "b")], start: "a" }));
  await builder.select("a");
  await builder.card("b").click({ position: { x: 60, y: 14 }, modifiers: ["Shift"] });
  await page.getByRole("button", { name: "Align top" }).click();
  await expect.poll(async () => (await builder.draft()).nodes.map(({ position }) => position.y)).toEqual([0, 0]);
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect.poll(async () => (await builder.draft()).nodes.length).toBe(4);
  await page.keyboard.press("Backspace");
  await expect.poll(async () => (await builder.draft()).nodes.length).toBe(2);
  await builder.leaveField();
  await page.keyboard.press("Shift+L");
  await expect
    .poll(async () => (await builder.draft()).nodes.map(({ position }) => position))
    .not.toEqual(nodes.map(({ position }) => position));
});

test("a node and a word in it are found, and its card comes into sight", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, 1);
  await builder.leaveField();
  await page.keyboard.press("ControlOrMeta+f");
  await page.getByPlaceholder("Name, text or condition…").fill("CPF ou CNPJ");
  await page.keyboard.press("Enter");
  await expect(builder.card("pedir_documento")).toBeInViewport();
  await expect(builder.card("pedir_documento")).toHaveClass(/selected/);
});

test("a template becomes a flow that can be published as it is", async () => {
  const page = await app.visit();
  await open(page, "/");
  await page.getByRole("button", { name: "New flow" }).click();
  const cards = page.getByRole("dialog").getByRole("radio");
  expect(await cards.count()).toBeGreaterThanOrEqual(6);
  await cards.nth(1).click();
  await page.getByRole("button", { name: "Create flow" }).click();
  await page.waitForURL(/\/console\/flows\/\d+$/);
  await hydrated(page);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Version 1 is live.")).toBeVisible();
});

function node(
  id: string,
  node_type: string,
  config: FlowGraph["nodes"][number]["config"] = {},
  column = 0,
  y = 0,
): FlowGraph["nodes"][number] {
  return { id, name: id, node_type, config, position: { x: column * 344, y } };
}

function way(id: string, from: string, to: string): FlowGraph["transitions"][number] {
  return { id, from, to, exit: "next", condition: null };
}
