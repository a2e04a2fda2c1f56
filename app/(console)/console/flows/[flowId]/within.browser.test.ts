import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, open, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

const ADDRESS: FlowGraph = {
  nodes: [
    {
      id: "street",
      name: "Street",
      node_type: "wait_for_input",
      config: { question: "Which street?", context_key: "street" },
      position: { x: 0, y: 0 },
    },
  ],
  transitions: [],
  start: "street",
};

const ORDER: FlowGraph = {
  nodes: [
    { id: "call", name: "Ask for the address", node_type: "start_flow", config: {}, position: { x: 0, y: 0 } },
    {
      id: "done",
      name: "Done",
      node_type: "send_message",
      config: { message: "We bring it to {{ child.street }}" },
      position: { x: 420, y: 0 },
    },
  ],
  transitions: [{ id: "t1", from: "call", to: "done", exit: "completed", condition: null }],
  start: "call",
};

test("a flow within a flow is chosen by its name, runs in the simulator, and the execution's page shows the way through both", async () => {
  const name = "Delivery address";
  const addressId = await makeFlow(app, name, ADDRESS);
  await app.api("POST", `/flows/${addressId}/publish`, { note: "" });
  const orderId = await makeFlow(app, "Order", ORDER);

  const page = await app.visit();
  const builder = await openBuilder(app, page, orderId);
  await builder.select("call");
  await builder.option("flow_id").getByRole("combobox").click();
  await page.getByRole("option", { name }).click();
  await expect(builder.card("call")).toContainText(`Starts “${name}”`);
  expect((await builder.draft()).nodes[0]?.config["flow_id"]).toBe(addressId);

  await page.getByRole("button", { name: "Test", exact: true }).click();
  const chat = page.getByRole("log", { name: "Conversation" });
  const say = async (text: string) => {
    await page.getByLabel("Message", { exact: true }).fill(text);
    await page.keyboard.press("Enter");
  };
  await say("hi");
  await expect(chat).toContainText("Which street?");
  await expect(page.getByRole("status").filter({ hasText: `${name}: Street` })).toBeVisible();
  await say("Rua A");
  await expect(chat).toContainText("We bring it to Rua A");

  await app.api("POST", `/flows/${orderId}/publish`, { note: "" });
  const { execution_id: id } = await app.api<{ execution_id: number }>("POST", "/flows/start", {
    flow_id: orderId,
    contact: "+5511900000391",
  });
  await expect.poll(async () => (await app.api<{ status: string }>("GET", `/executions/${id}`)).status).toBe("waiting");
  await open(page, `/console/executions/${id}`);
  await expect(page.getByRole("status").filter({ hasText: `${name}: Street` })).toBeVisible();
  const log = page.getByRole("region", { name: "Log" });
  await expect(log).toContainText("Started another flow");
  await expect(log).toContainText(`In the flow ${name}, version 1`);
  const canvas = page.getByRole("region", { name: "Flow", exact: true });
  await expect(canvas.locator('.react-flow__node[data-id="street"]')).toBeVisible();
  await page.getByRole("slider", { name: "Visit shown" }).focus();
  await page.keyboard.press("Home");
  await expect(canvas.locator('.react-flow__node[data-id="call"]')).toBeVisible();
});

test("a flow that is not there, and one that goes round unheard, are told where they are begun", async () => {
  const flowId = await makeFlow(app, "Round", ORDER);
  const page = await app.visit();
  const builder = await openBuilder(app, page, flowId);
  await builder.select("call");
  await expect(builder.option("flow_id")).toContainText("does not say which flow it begins");
  const draft = await app.api<{ revision: number }>("GET", `/flows/${flowId}`);
  const round = { ...ORDER, nodes: ORDER.nodes.map((node) => (node.id === "call" ? { ...node, config: { flow_id: flowId } } : node)) };
  await app.api("PUT", `/flows/${flowId}/draft`, { ...round, revision: draft.revision });
  await openBuilder(app, page, flowId);
  await builder.select("call");
  await expect(builder.option("flow_id")).toContainText("without hearing the contact");
});
