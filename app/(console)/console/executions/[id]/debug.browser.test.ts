import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow } from "../../../../../scripts/test-setup/builder.ts";
import { expect, open, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"], column: number, row = 0) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: column * 344, y: row * 260 },
});
const transition = (id: string, from: string, to: string, condition: string | null = null) => ({ id, from, to, exit: "next", condition });

/** Publishes the flow and starts it for this phone number; the execution's id once it rests. */
async function run(name: string, graph: FlowGraph, contact: string, context: object, rests: string) {
  const flowId = await makeFlow(app, name, graph);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "" });
  const { execution_id: id } = await app.api<{ execution_id: number }>("POST", "/flows/start", {
    flow_id: flowId,
    contact: `+${contact}`,
    context,
  });
  await expect.poll(async () => (await app.api<{ status: string }>("GET", `/executions/${id}`)).status).toBe(rests);
  return { flowId, id };
}

const deciding = (condition: string): FlowGraph => ({
  nodes: [
    node("Confirmou?", "decision", {}, 0),
    node("Marcado", "send_message", { message: "Marcado!" }, 1),
    node("Mudar o dia", "send_message", { message: "Qual dia?" }, 1, 1),
    node("Fim", "end", {}, 2),
  ].map((each) => ({ ...each, id: each.name === "Confirmou?" ? "decide" : each.id.toLowerCase().replaceAll(" ", "_") })),
  transitions: [
    transition("t1", "decide", "marcado", condition),
    transition("t2", "decide", "mudar_o_dia"),
    transition("t3", "marcado", "fim"),
    transition("t4", "mudar_o_dia", "fim"),
  ],
  start: "decide",
});

test("the replay says which condition decided, and lights this visit's way over the past", async () => {
  const { id } = await run("Decides", deciding('confirma == "sim"'), "5511900000201", { confirma: "sim" }, "completed");
  const page = await app.visit();
  await open(page, `/console/executions/${id}`);
  await page.getByRole("slider", { name: "Visit shown" }).focus();
  await page.keyboard.press("Home");
  const log = page.getByRole("region", { name: "Log" });
  await expect(log).toContainText("✓, so to “Marcado”");
  const conditions = log.getByRole("region", { name: "Conditions checked" });
  await expect(conditions.getByLabel("held", { exact: true })).toBeVisible();
  await expect(conditions).toContainText('confirma = "sim"');
  const edge = (transitionId: string) => page.locator(`.react-flow__edge[data-id="${transitionId}"] .transition-path`);
  await expect(edge("t1")).toHaveClass(/transition-taken/);
  await expect(edge("t2")).not.toHaveClass(/transition-highlighted/);
  await page.keyboard.press("ArrowRight");
  await expect(edge("t1")).not.toHaveClass(/transition-taken/);
  await expect(edge("t1")).toHaveClass(/transition-highlighted/);
  await expect(edge("t3")).toHaveClass(/transition-taken/);
});

test("a failure is red, leads to its condition with the values it met, and is tried again in the version that mends it", async () => {
  const { flowId, id } = await run("Fails", deciding("n - 2 > 0"), "5511900000202", { n: "dez" }, "failed");
  const page = await app.visit();
  await open(page, `/console/executions/${id}`);
  await expect(page.locator('.react-flow__node[data-id="decide"] .border-danger').first()).toBeVisible();
  await expect(page.locator("header", { hasText: "0000-0202" })).toContainText("condition 1");
  await page.getByRole("button", { name: "Mend it in the flow" }).first().click();

  await expect(page).toHaveURL(/node=decide&field=condition%3At1/);
  await expect(page.getByText("The fields show the values of the conversation with")).toBeVisible();
  const tried = page.getByRole("dialog", { name: "Try with a sample" });
  await expect(tried.getByRole("textbox", { name: "n", exact: true })).toHaveValue("dez");
  await expect(tried.getByRole("status")).toContainText("is not a number");
  await tried.getByRole("textbox", { name: "n", exact: true }).fill("10");
  await expect(tried.getByRole("status")).not.toContainText("is not a number");
  await page.keyboard.press("Escape");

  await app.api("PATCH", `/flows/${flowId}/transitions/t1`, { condition: "n == 10" });
  await app.api("POST", `/flows/${flowId}/publish`, { note: "mended" });
  await page.getByRole("link", { name: "Back to the conversation" }).click();
  await page.getByRole("button", { name: "Retry in version 2" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: "In the newest (2)" })).toBeChecked();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator("header", { hasText: "0000-0202" }).getByText("Completed")).toBeVisible();
});

test("three clicks lead from a bubble to the cure: its text is mended, the conversation kept as a test, the flow published", async () => {
  const greeting: FlowGraph = {
    nodes: [node("hello", "send_message", { message: "Olá, {{ nome }}! Qual o seu pedido?" }, 0), node("ask", "wait_for_input", {}, 1)],
    transitions: [transition("t1", "hello", "ask")],
    start: "hello",
  };
  const { flowId, id } = await run("Greets", greeting, "5511900000203", { nome: "Bia" }, "waiting");
  const viewer = await app.visit({ role: "viewer" });
  await open(viewer, `/console/executions/${id}`);
  await expect(viewer.getByText("Olá, Bia!").first()).toBeVisible();
  await expect(viewer.getByRole("button", { name: "Mend this text" })).toHaveCount(0);

  const { contact_id: contactId } = await app.api<{ contact_id: number }>("GET", `/executions/${id}`);
  const page = await app.visit();
  await open(page, `/console/contacts/${contactId}`);
  await page.getByRole("button", { name: "Mend this text" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("Oi, {{ nome }}! O que vai querer?");
  await expect(dialog).toContainText("Oi, Bia! O que vai querer?");
  await dialog.getByRole("button", { name: "Save and publish…" }).click();
  await page.waitForURL(/dialog=publish/);
  await page.getByRole("dialog").getByRole("button", { name: "Publish anyway" }).click();
  await expect.poll(async () => (await app.api<{ published_version: number }>("GET", `/flows/${flowId}`)).published_version).toBe(2);
  const tests = await app.api<{ items: { name: string; turns: { expect: { messages: string[] } }[] }[] }>("GET", `/flows/${flowId}/tests`);
  expect(tests.items.map(({ name, turns }) => [name, turns[0]?.expect.messages])).toEqual([
    [`“hello”, conversation ${id}`, ["Oi, Bia! O que vai querer?"]],
  ]);
});
