import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { expectAccessible } from "../../../../../scripts/test-setup/accessible.ts";
import { makeFlow, openBuilder, type BuilderPage } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

/** Another system, and what it was asked. */
let asked: { method: string; url: string; key: string | undefined }[] = [];
const shop = createServer((request, response) => {
  asked.push({ method: request.method ?? "", url: request.url ?? "", key: request.headers["x-api-key"]?.toString() });
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      order: { id: 17, status: "on its way", "sold on": "2026-11-02", total: 129.9, paid: true },
      items: [
        { sku: "A-1", name: "Café especial 250 g", quantity: 2 },
        { sku: "B-7", name: "Filtro de papel", quantity: 1 },
      ],
      seen: request.headers["x-api-key"],
    }),
  );
});
await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
const address = `127.0.0.1:${(shop.address() as AddressInfo).port}`;

const app = startConsole({ WORKFLOW_OUTBOUND_ALLOW: address });

beforeAll(async () => {
  await app.api("POST", "/secrets", { name: "shop_key", value: "k-0123456789", hosts: [address] });
});
afterAll(() => new Promise((resolve) => shop.close(resolve)));

const graphWith = (config: FlowGraph["nodes"][number]["config"]): FlowGraph => ({
  nodes: [
    { id: "ask", name: "Ask", node_type: "wait_for_input", config: { context_key: "order" }, position: { x: 0, y: 0 } },
    { id: "shop", name: "Shop", node_type: "http_request", config, position: { x: 344, y: 0 } },
    { id: "tell", name: "Tell", node_type: "send_message", config: { message: "It is {{ status }}." }, position: { x: 688, y: 0 } },
    {
      id: "sorry",
      name: "Sorry",
      node_type: "send_message",
      config: { message: "Later, please: {{ http_error.code }}" },
      position: { x: 688, y: 200 },
    },
  ],
  transitions: [
    { id: "t1", from: "ask", to: "shop", exit: "next", condition: null },
    { id: "t2", from: "shop", to: "tell", exit: "success", condition: null },
    { id: "t3", from: "shop", to: "sorry", exit: "error", condition: null },
  ],
  start: "ask",
});

const configOf = async (builder: BuilderPage) => (await builder.draft()).nodes.find(({ id }) => id === "shop")?.config;
const inspector = (page: Page) => page.locator("[data-panel]").filter({ has: page.locator('[data-option="url"]') });

test("a request is written, tried with sample values and a secret, and a click on a value of the answer keeps it", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "HTTP", graphWith({ exits: "simple" })));
  await builder.select("shop");
  await builder.write("url", `http://${address}/orders/{{ order }}`);

  // What it signs in with is offered by name as one types, and shown as a mark.
  await builder.option("auth.type").getByRole("combobox").click();
  await page.getByRole("option", { name: "Header" }).click();
  await builder.option("auth.name").getByRole("textbox").fill("X-Api-Key");
  await builder.option("auth.value").getByRole("textbox").click();
  await expect(builder.option("auth.value").locator(".cm-content")).toBeVisible();
  await page.keyboard.type("{{ secret.");
  await page.locator(".cm-tooltip-autocomplete").getByText("secret.shop_key").click();
  await expect(builder.option("auth.value").getByRole("textbox")).toHaveText("{{ secret.shop_key }}");

  const answer = page.getByRole("region", { name: "Answer" });
  await answer.getByLabel("order", { exact: true }).fill("17");
  // What will be sent, with a mark in the secret's place.
  await answer.getByText(`http://${address}/orders/17`).click();
  await expect(answer.getByText("[secret shop_key]")).toBeVisible();
  asked = [];
  await answer.getByRole("button", { name: "Try it" }).click();
  await expect(answer.getByText("200", { exact: true })).toBeVisible();
  expectValue(asked).toEqual([{ method: "GET", url: "/orders/17", key: "k-0123456789" }]);
  // The system said the key back; nobody reads it here.
  await expect(answer.getByRole("group", { name: "Body of the answer" })).toContainText("on its way");
  expectValue(await page.content()).not.toContain("k-0123456789");
  await expectAccessible(page, "the inspector with an answer", "[data-panel]:has([data-option='url'])");

  const value = (path: string) => answer.getByRole("button", { name: `Keep ${path}` });
  await value("order.status").click();
  await value('order["sold on"]').click();
  await value("order.status").click();
  expectValue(await configOf(builder)).toMatchObject({
    url: `http://${address}/orders/{{ order }}`,
    auth: { type: "header", name: "X-Api-Key", value: "{{ secret.shop_key }}" },
    response_mapping: [
      { key: "status", path: "order.status" },
      { key: "sold_on", path: 'order["sold on"]' },
    ],
  });
  await expect(inspector(page).getByRole("alert")).toHaveCount(0);
});

test("in the simulator a person says what comes back, a failure goes its way, and the real system can be asked", async () => {
  const page = await app.visit();
  const config = {
    url: `http://${address}/orders/{{ order }}`,
    response_mapping: [{ key: "status", path: "order.status" }],
    exits: "simple",
  };
  await openBuilder(app, page, await makeFlow(app, "HTTP simulated", graphWith(config)));
  await page.getByRole("button", { name: "Test", exact: true }).click();
  const chat = page.getByRole("log", { name: "Conversation" });
  const say = async (text: string) => {
    await page.getByLabel("Message", { exact: true }).fill(text);
    await page.keyboard.press("Enter");
  };
  const card = page.getByRole("region", { name: "“Shop” calls another system" });
  const ask = async () => {
    await say("hi");
    await say("17");
    await expect(card).toContainText(`http://${address}/orders/17`);
  };

  await ask();
  await expectAccessible(page, "the card of an HTTP request", "section[aria-label='“Shop” calls another system']");
  await card.getByLabel("Body of the answer").fill('{ "order": { "status": "lost" } }');
  await card.getByRole("button", { name: "Answer", exact: true }).click();
  await expect(chat).toContainText("The other system answered 200");
  await expect(chat).toContainText("It is lost.");

  await ask();
  await expect(card.getByLabel("Body of the answer"), "what was answered last").toHaveValue(/lost/);
  await card.getByRole("button", { name: "No answer in time" }).click();
  await expect(chat).toContainText("Later, please: timeout");

  asked = [];
  await ask();
  await card.getByRole("button", { name: "Send for real" }).click();
  await expect(chat).toContainText("It is on its way.");
  expectValue(asked).toHaveLength(1);

  // Kept as a test, the same answers come back from what was kept.
  await page.getByRole("button", { name: "Save as test" }).click();
  await page.getByLabel("Test name").fill("Orders");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: /^Tests/ }).click();
  await expect(page.getByText("1 passed")).toBeVisible();
  expectValue(asked).toHaveLength(1);
});
