import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { dragWithMouse, makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, hydrated, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

/** Asks for a name, waits a day, and says it. */
const GREETER: FlowGraph = {
  nodes: [
    { id: "ask", name: "Ask", node_type: "send_message", config: { message: "What is your *name*?" }, position: { x: 0, y: 0 } },
    { id: "hear", name: "Hear", node_type: "wait_for_input", config: { context_key: "who" }, position: { x: 344, y: 0 } },
    { id: "route", name: "Route", node_type: "decision", config: {}, position: { x: 688, y: 0 } },
    {
      id: "greet",
      name: "Greet",
      node_type: "send_message",
      config: { message: "Hello, {{ who }}!", delay_seconds: 86_400 },
      position: { x: 1032, y: 0 },
    },
    { id: "late", name: "A day later", node_type: "wait_for_input", config: { context_key: "again" }, position: { x: 1376, y: 0 } },
    { id: "bye", name: "Bye", node_type: "end", config: {}, position: { x: 1032, y: 200 } },
  ],
  transitions: [
    { id: "t1", from: "ask", to: "hear", exit: "next", condition: null },
    { id: "t2", from: "hear", to: "route", exit: "next", condition: null },
    { id: "t3", from: "route", to: "bye", exit: "next", condition: "lower(who) == 'nobody'" },
    { id: "t4", from: "route", to: "greet", exit: "next", condition: null },
    { id: "t5", from: "greet", to: "late", exit: "next", condition: null },
    { id: "t6", from: "late", to: "bye", exit: "next", condition: null },
  ],
  start: "ask",
};

test("the draft answers in the simulator, its clock jumps, and an earlier moment is gone back to", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Simulated", GREETER));
  await page.getByRole("button", { name: "Test", exact: true }).click();
  const chat = page.getByRole("log", { name: "Conversation" });
  const say = async (text: string) => {
    await page.getByLabel("Message", { exact: true }).fill(text);
    await page.keyboard.press("Enter");
  };
  await say("hi");
  await expect(chat).toContainText("What is your name?");
  await expect(chat.locator("strong")).toHaveText("name");
  await say("Ana");
  await expect(chat).toContainText("Hello, Ana!");
  await expect(page.getByRole("status").filter({ hasText: "“Greet” waits" })).toBeVisible();

  // The way lights up, and the tree shows what the conversation keeps.
  await expect(page.locator('.react-flow__edge[data-id="t4"] .transition-highlighted')).toHaveCount(1);
  await expect(page.locator('.react-flow__edge[data-id="t3"] .transition-highlighted')).toHaveCount(0);
  await expect(page.getByRole("group", { name: "Conversation data" })).toContainText(/who.*Ana/);

  await page.getByRole("button", { name: "+1 h", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "“Greet” waits" })).toBeVisible();
  await page.getByRole("button", { name: /^To the end of the next wait/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Waiting for the answer in “A day later”" })).toBeVisible();

  await chat.getByText("Ana", { exact: true }).first().click();
  await page.getByRole("button", { name: "Answer differently" }).click();
  await say("Nobody");
  await expect(chat).not.toContainText("Hello");
  await expect(page.locator('.react-flow__edge[data-id="t3"] .transition-highlighted')).toHaveCount(1);

  // A click on a bubble selects the node that sent it.
  await chat.getByText("What is your").click();
  await expect(builder.card("ask")).toHaveClass(/selected/);
});

test("a conversation is kept as a test; a change that breaks it asks before publishing", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Tested", GREETER));
  await page.getByRole("button", { name: "Test", exact: true }).click();
  for (const text of ["hi", "Ana"]) {
    await page.getByLabel("Message", { exact: true }).fill(text);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "Save as test" }).click();
  await page.getByLabel("Test name").fill("Ana says hi");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Test “Ana says hi” saved")).toBeVisible();
  await page.getByRole("tab", { name: "Tests (1)" }).click();
  await page.getByRole("button", { name: "Test all" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 passed" })).toBeVisible();

  await page.getByRole("button", { name: "Test", exact: true }).click();
  await builder.select("greet");
  await builder.write("message", "Good day, {{ who }}!");
  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("1 flow test failed");
  await expect(dialog).toContainText("Good day, Ana!");
  // Live is not yet answering: whom it reaches is said, too.
  await expect(dialog).toContainText("No channel begins with this flow");
  await dialog.getByRole("button", { name: "Publish anyway" }).click();
  await expect(page.getByText("Version 1 is live.")).toBeVisible();
});

test("published, it answers through webhook, queue and worker, and the conversation is replayed on the canvas", async () => {
  const page = await app.visit();
  const flowId = await makeFlow(app, "Real", GREETER);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "first" });
  await openBuilder(app, page, flowId);
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByRole("tab", { name: "Real system" }).click();
  const chat = page.getByRole("log", { name: "Conversation" });
  for (const [text, answer] of [
    ["hi", "What is your name?"],
    ["Ana", "Hello, Ana!"],
  ] as const) {
    await expect(page.getByLabel("Message", { exact: true })).toBeEnabled();
    await page.getByLabel("Message", { exact: true }).fill(text);
    await page.keyboard.press("Enter");
    await expect(chat).toContainText(answer);
  }
  await expect(chat).toContainText("simulated");
  await page.getByRole("link", { name: "See the conversation" }).click();
  await page.waitForURL(/\/console\/executions\/\d+$/);
  await hydrated(page);

  // Replay: the slider lights the way up to the visit shown, with the context around it and what went to Graph.
  await expect(page.getByRole("region", { name: "Conversation" })).toContainText("Hello, Ana!");
  const slider = page.getByRole("slider", { name: "Visit shown" });
  await expect(slider).toHaveAttribute("aria-valuetext", /^Visit 5 of 5: Greet\./);
  await expect(page.locator('.react-flow__edge[data-id="t4"] .transition-highlighted')).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Log" })).toContainText('"body": "Hello, Ana!"');
  await slider.focus();
  await page.keyboard.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^Visit 1 of 5: Ask\./);
  // The way that this visit took, and no other.
  await expect(page.locator(".transition-highlighted")).toHaveCount(1);
  await expect(page.locator('.react-flow__edge[data-id="t1"] .transition-highlighted')).toHaveCount(1);
  await page.keyboard.press("ArrowRight");
  await expect(page.locator('.react-flow__edge[data-id="t1"] .transition-highlighted')).toHaveCount(1);

  // That moment is gone on with in the simulator.
  await page.getByRole("button", { name: "Open in the simulator" }).click();
  await page.waitForURL(/panel=simulator/);
  await expect(page.getByRole("status").filter({ hasText: "Waiting for the answer in “Hear”" })).toBeVisible();
});

test("an execution is cancelled from its page, and the page says so at once", async () => {
  const page = await app.visit();
  const { execution_id: id } = await app.api<{ execution_id: number }>("POST", "/flows/start", { flow_id: 1, contact: "+5511900000001" });
  await page.goto(`/console/executions/${id}`);
  await hydrated(page);
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Cancel the conversation" }).click();
  await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
  await expect.poll(async () => (await app.api<{ status: string }>("GET", `/executions/${id}`)).status).toBe("cancelled");
});

test("versions show their difference on the canvas, and one click brings an old one back", async () => {
  const page = await app.visit();
  const flowId = await makeFlow(app, "Versions", GREETER);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "as it began" });
  const builder = await openBuilder(app, page, flowId);
  await page.getByRole("button", { name: "See the whole flow" }).click();
  await expect(builder.card("late")).toBeInViewport({ ratio: 0.99 });
  await builder.select("greet");
  await builder.write("message", "Changed");
  await builder.select("bye");
  await page.keyboard.press("Backspace");
  await expect.poll(async () => (await builder.draft()).nodes.length).toBe(5);
  await expect(page.getByText("Version 1 + unpublished changes")).toBeVisible();
  await app.api("POST", `/flows/${flowId}/publish`, { note: "a mistake" });

  await page.getByRole("button", { name: "Versions" }).click();
  await expect(page.getByText("as it began")).toBeVisible();
  await page.getByRole("button", { name: "Actions for Version 1" }).click();
  await page.getByRole("menuitem", { name: "Compare with the draft" }).click();
  const dialog = page.getByRole("dialog", { name: "From Version 1 to Draft" });
  await expect(dialog.locator('.react-flow__node[data-id="bye"] .border-danger')).toHaveCount(1);
  await expect(dialog.locator('.react-flow__node[data-id="greet"] .border-warning')).toHaveCount(1);
  await expect(dialog).toContainText("Hello, {{ who }}!");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Put version 1 live" }).click();
  await expect(builder.card("bye")).toBeVisible();
  await expect.poll(async () => (await builder.draft()).nodes).toEqual(GREETER.nodes);
  await expect(page.getByText("Version 1 is live again, now as version 3.")).toBeVisible();
  await expect(page.locator("header").getByText("Version 3", { exact: true })).toBeVisible();
  expect(await app.api<{ state: string; published_version: number }>("GET", `/flows/${flowId}`)).toMatchObject({
    state: "published",
    published_version: 3,
  });
});

test("a rollback asks before it replaces unpublished work, and can be undone", async () => {
  const page = await app.visit();
  const flowId = await makeFlow(app, "Careful", GREETER);
  const live = async () => (await app.api<{ published_version: number }>("GET", `/flows/${flowId}`)).published_version;
  await app.api("POST", `/flows/${flowId}/publish`, { note: "first" });
  await app.api("PATCH", `/flows/${flowId}/nodes/greet`, { name: "Greet warmly" });
  await app.api("POST", `/flows/${flowId}/publish`, { note: "second" });
  const builder = await openBuilder(app, page, flowId);
  await page.getByRole("button", { name: "See the whole flow" }).click();
  await expect(builder.card("late")).toBeInViewport({ ratio: 0.99 });
  await builder.select("greet");
  await page.locator("[data-field=name]").fill("Never published");
  await expect.poll(async () => (await builder.draft()).nodes.map(({ name }) => name)).toContain("Never published");

  await page.getByRole("button", { name: "Versions" }).click();
  await page.getByRole("button", { name: "Put version 1 live" }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("The draft has 1 unpublished change");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toHaveCount(0);
  expect(await live()).toBe(2);

  await page.getByRole("button", { name: "Put version 1 live" }).click();
  await question.getByRole("button", { name: "Save my draft as a copy" }).click();
  await expect(page.getByText("Saved as “Careful (my copy)”.")).toBeVisible();
  await expect.poll(live).toBe(3);
  await expect.poll(async () => (await builder.draft()).nodes).toEqual(GREETER.nodes);

  await page.getByRole("listitem").filter({ hasText: "Version 1 is live again" }).getByRole("button", { name: "Undo" }).click();
  await expect.poll(live).toBe(4);
  await expect.poll(async () => (await builder.draft()).nodes.map(({ name }) => name)).toContain("Never published");
  await expect(page.getByText("Version 4 + unpublished changes")).toBeVisible();
});

test("conversations inside an old version are moved to the latest", async () => {
  const page = await app.visit();
  const flowId = await makeFlow(app, "Moved", GREETER);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "first" });
  const { execution_id: id } = await app.api<{ execution_id: number }>("POST", "/flows/start", {
    flow_id: flowId,
    contact: "+5511900000002",
  });
  await app.api("PATCH", `/flows/${flowId}/nodes/greet`, { name: "Greet warmly" });
  await app.api("POST", `/flows/${flowId}/publish`, { note: "second" });
  await openBuilder(app, page, flowId);
  await page.getByRole("button", { name: "Versions" }).click();
  await expect(page.getByText("1 conversation inside")).toBeVisible();
  await page.getByRole("button", { name: "Actions for Version 1" }).click();
  await page.getByRole("menuitem", { name: "Move to the latest version" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Move to the latest version" }).click();
  await expect(page.getByText("1 conversation moved to the latest version.")).toBeVisible();
  await expect.poll(async () => (await app.api<{ flow_version: number }>("GET", `/executions/${id}`)).flow_version).toBe(2);
});

test("figures of a version stand on its nodes and ways", async () => {
  const page = await app.visit();
  const flowId = await makeFlow(app, "Counted", GREETER);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "first" });
  for (const contact of ["+5511900000003", "+5511900000004"]) await app.api("POST", "/flows/start", { flow_id: flowId, contact });
  const builder = await openBuilder(app, page, flowId);
  await page.getByRole("button", { name: "Metrics" }).click();
  await expect(page.getByText("2 conversations")).toBeVisible();
  await expect(builder.card("hear")).toContainText("2");
});

test("a transition is bent to another node by its end", async () => {
  const page = await app.visit();
  const nodes = GREETER.nodes.slice(0, 2).concat({ id: "bye", name: "Bye", node_type: "end", config: {}, position: { x: 344, y: 220 } });
  const builder = await openBuilder(
    app,
    page,
    await makeFlow(app, "Bent", {
      nodes,
      transitions: [{ id: "t1", from: "ask", to: "hear", exit: "next", condition: null }],
      start: "ask",
    }),
  );
  await dragWithMouse(
    page,
    page.locator('.react-flow__edge[data-id="t1"] .react-flow__edgeupdater-target'),
    builder.card("bye").locator(".target-handle"),
  );
  await expect.poll(async () => (await builder.draft()).transitions[0]?.to).toBe("bye");
});
