import { readFile } from "node:fs/promises";
import { expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow } from "../../../scripts/test-setup/builder.ts";
import { expect, hydrated, open, startConsole } from "../../../scripts/test-setup/console.ts";

const app = startConsole();

interface Started {
  execution_id: number;
  contact_id: number;
}

/** Starts the flow for this phone number, and waits until it rests. */
async function start(flowId: number, contact: string, rests: string): Promise<Started> {
  const { execution_id } = await app.api<Started>("POST", "/flows/start", { flow_id: flowId, contact: `+${contact}` });
  await expect.poll(async () => (await app.api<{ status: string }>("GET", `/executions/${execution_id}`)).status).toBe(rests);
  return app.api<Started>("GET", `/executions/${execution_id}`).then(({ contact_id }) => ({ execution_id, contact_id }));
}

async function publish(name: string, nodes: FlowGraph["nodes"], transitions: FlowGraph["transitions"] = []): Promise<number> {
  const flowId = await makeFlow(app, name, { nodes, transitions, start: nodes[0]?.id ?? null });
  await app.api("POST", `/flows/${flowId}/publish`, { note: "" });
  return flowId;
}

const node = (
  id: string,
  node_type: string,
  config: FlowGraph["nodes"][number]["config"] = {},
  column = 0,
): FlowGraph["nodes"][number] => ({ id, name: id, node_type, config, position: { x: column * 344, y: 0 } });

test("executions are found by flow, status, contact and time, all of it in the address", async () => {
  const ends = await publish("Ends", [node("bye", "end")]);
  await start(ends, "5511900000100", "completed");
  await start(1, "5511900000101", "waiting");
  const page = await app.visit();
  await open(page, "/console/executions");
  const rows = page.locator('tbody a[href^="/console/executions/"]');
  await expect(rows).toHaveCount(2);

  await page.getByRole("button", { name: /^Completed/ }).click();
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/status=completed/);
  await page.getByRole("combobox", { name: "Filter by flow" }).click();
  await page.getByRole("option", { name: "Central de atendimento" }).click();
  await expect(page.getByText("No conversation found")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await page.getByLabel("Search by name or phone").fill("00000101");
  await expect(rows).toHaveCount(1);
  await page.reload();
  await hydrated(page);
  await expect(rows).toHaveCount(1);
  await page.getByLabel("Search by name or phone").fill("");
  await page.getByRole("combobox", { name: "Filter by start" }).click();
  await page.getByRole("option", { name: "Last hour" }).click();
  await expect(rows).toHaveCount(2);
});

test("the list follows what happens while one watches", async () => {
  const page = await app.visit();
  await open(page, "/console/executions?status=waiting");
  await start(1, "5511900000102", "waiting");
  await expect(page.locator("tbody")).toContainText("0000-0102");
});

test("what the AI was asked, what it answered and what it cost stand beside its visit", async () => {
  const flowId = await publish(
    "Asks",
    [
      node("ask", "ai_completion", { prompt_template: "Say something about bread", context_key: "said", send_response: true }),
      node("bye", "end", {}, 1),
    ],
    [{ id: "t1", from: "ask", to: "bye", exit: "next", condition: null }],
  );
  const { execution_id: id } = await start(flowId, "5511900000103", "completed");
  const page = await app.visit();
  await open(page, `/console/executions/${id}`);
  const slider = page.getByRole("slider", { name: "Visit shown" });
  await slider.focus();
  await page.keyboard.press("Home");
  const log = page.getByRole("region", { name: "Log" });
  await expect(log).toContainText("Say something about bread");
  await expect(log).toContainText(/\d+ tokens: \d+ in the question, \d+ in the answer/);
});

test("a failed node says why, and is tried again from the page", async () => {
  const flowId = await publish("Fails", [node("say", "send_message", { message: "{{ 1 / missing }}" })]);
  const { execution_id: id } = await start(flowId, "5511900000104", "failed");
  const page = await app.visit();
  await open(page, `/console/executions/${id}`);
  const header = page.locator("header", { hasText: "0000-0104" });
  await expect(header).toContainText("Failed");
  await app.api("PATCH", `/flows/${flowId}/nodes/say`, { config: { message: "Hello" } });
  await app.api("POST", `/flows/${flowId}/publish`, { note: "mended" });
  // The page says so by itself, once it has heard of the new version.
  await page.getByRole("button", { name: "Retry in version 2" }).click();
  await expect(page.getByRole("dialog").getByRole("radio", { name: "In the newest (2)" })).toBeChecked();
  await page.getByRole("dialog").getByRole("button", { name: "Try again" }).click();
  await expect(header.getByText("Completed")).toBeVisible();
});

test("a contact's conversation goes across executions, its fields are edited, and it is unstuck", async () => {
  const { contact_id: id } = await start(1, "5511900000105", "waiting");
  await start(1, "5511900000105", "waiting");
  const page = await app.visit();
  await open(page, "/console/contacts?tests=1");
  await page.getByLabel("Search by name or phone").fill("00000105");
  await page.locator(`a[href="/console/contacts/${id}"]`).click();
  await page.waitForURL(`**/console/contacts/${id}`);
  await hydrated(page);
  await expect(page.getByRole("region", { name: "Conversation" }).getByText(/Conversation \d+/)).toHaveCount(2);

  await page.getByRole("button", { name: "New detail" }).click();
  await page.getByLabel("Name of the detail").fill("city");
  await page.getByLabel("Value", { exact: true }).fill("Recife");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Edit city" })).toBeVisible();
  expect((await app.api<{ fields: unknown }>("GET", `/contacts/${id}`)).fields).toEqual({ city: "Recife" });

  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: /^Unstick/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Unstick" }).click();
  await expect(page.getByText(/can start again\.$/)).toBeVisible();
  await expect.poll(async () => (await app.api<{ open_execution: unknown }>("GET", `/contacts/${id}`)).open_execution).toBeNull();
});

test("erasing a contact names what goes, leaves nothing but a line in the audit log, and only an administrator may", async () => {
  const { contact_id: id } = await start(1, "5511900000106", "waiting");
  const editor = await app.visit({ role: "editor" });
  await open(editor, `/console/contacts/${id}`);
  await editor.getByRole("button", { name: /^Actions for/ }).click();
  await expect(editor.getByRole("menuitem", { name: /^Unstick/ })).toBeVisible();
  await expect(editor.getByRole("menuitem", { name: "Delete for good" })).toHaveCount(0);

  const page = await app.visit({ role: "admin" });
  await open(page, `/console/contacts/${id}`);
  await page.getByRole("button", { name: /^Actions for/ }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download everything as data (JSON)" }).click();
  const exported = JSON.parse(await readFile(await (await downloading).path(), "utf8")) as { messages: unknown[] };
  expectValue(exported.messages.length).toBeGreaterThan(0);

  await page.getByRole("button", { name: /^Actions for/ }).click();
  await page.getByRole("menuitem", { name: "Delete for good" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(/Delete .*: \d+ messages?, 1 conversation/);
  await dialog.getByRole("button", { name: /^Delete/ }).click();
  await page.waitForURL("**/console/contacts");
  const { rows } = await app.db.query(
    `SELECT (SELECT count(*)::int FROM contacts WHERE id = $1) AS contacts, (SELECT count(*)::int FROM messages
      WHERE contact_id = $1) AS messages, (SELECT count(*)::int FROM executions WHERE contact_id = $1) AS executions`,
    [id],
  );
  expectValue(rows).toEqual([{ contacts: 0, messages: 0, executions: 0 }]);
  await open(page, "/console/settings/audit");
  await expect(page.locator("main")).toContainText("deleted the contact");
});
