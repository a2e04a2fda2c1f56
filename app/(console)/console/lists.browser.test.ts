import { readFile } from "node:fs/promises";
import { expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { expectAccessible } from "../../../scripts/test-setup/accessible.ts";
import { makeFlow } from "../../../scripts/test-setup/builder.ts";
import { expect, hydrated, open, startConsole } from "../../../scripts/test-setup/console.ts";

const app = startConsole();

const node = (id: string, name: string, node_type: string, config: FlowGraph["nodes"][number]["config"] = {}, column = 0) => ({
  id,
  name,
  node_type,
  config,
  position: { x: column * 344, y: 0 },
});

async function publish(name: string, nodes: FlowGraph["nodes"], transitions: FlowGraph["transitions"] = []): Promise<number> {
  const flowId = await makeFlow(app, name, { nodes, transitions, start: nodes[0]?.id ?? null });
  await app.api("POST", `/flows/${flowId}/publish`, { note: "" });
  return flowId;
}

const asking = (name: string) =>
  publish(
    name,
    [node("say", "Dizer olá", "send_message", { message: "Qual é o seu nome?" }), node("hear", "Ouvir o nome", "wait_for_input", {}, 1)],
    [{ id: "t1", from: "say", to: "hear", exit: "next", condition: null }],
  );

/** Somebody in a conversation with the flow, by this name, who wrote a moment ago. */
async function start(flowId: number, phone: string, name: string): Promise<{ executionId: number; contactId: number }> {
  const started = await app.api<{ execution_id: number; contact_id: number }>("POST", "/flows/start", {
    flow_id: flowId,
    contact: `+${phone}`,
  });
  await app.db.query("UPDATE contacts SET name = $2, last_inbound_at = now() WHERE id = $1", [started.contact_id, name]);
  return { executionId: started.execution_id, contactId: started.contact_id };
}

test("the list of conversations answers what is going on, and failures stand on the navigation", async () => {
  const asks = await asking("Recepção da Clínica");
  const fails = await publish("Fails", [node("say", "Somar", "send_message", { message: "{{ 1 / missing }}" })]);
  await start(asks, "5511900000201", "Érica Núñez");
  await start(fails, "5511900000202", "João Sá");
  const page = await app.visit({ locale: "pt-BR", width: 1280 });
  await open(page, "/console/executions");
  const row = (name: string) => page.locator("tbody tr", { hasText: name });
  await expect(row("Érica Núñez")).toContainText("Nós: Qual é o seu nome?");
  await expect(row("Érica Núñez")).toContainText("em Ouvir o nome");
  await expect(row("João Sá")).toContainText("em Somar");
  const statuses = page.getByRole("group", { name: "Filtrar por situação" });
  await expect(statuses.getByRole("button", { name: "Aguardando resposta 1" })).toBeVisible();
  await expectAccessible(page, "the list of conversations");

  await statuses.getByRole("button", { name: "Falhou 1" }).click();
  await expect(page).toHaveURL(/status=failed/);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await statuses.getByRole("button", { name: "Todas" }).click();
  await page.getByLabel("Buscar por nome ou telefone").fill("nunez");
  await expect(page.locator("tbody tr")).toHaveCount(1);

  await open(page, "/");
  await expect(page.locator("tbody tr", { hasText: "Fails" })).toContainText("1 falhou");
  await page.getByLabel("Buscar pelo nome").fill("recepcao");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.getByRole("navigation").getByRole("link", { name: "1 falhou nos últimos 7 dias" }).click();
  await page.waitForURL("**/console/executions?status=failed&period=7d");
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("Ir para uma página ou um fluxo…").fill("configuracoes");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console/settings/**");
});

test("contacts are narrowed by what they do, and show what was said last", async () => {
  const asks = await asking("Asks for lists");
  const { contactId } = await start(asks, "5511900000211", "Zilda Open");
  const { contactId: closed, executionId } = await start(asks, "5511900000212", "Zilda Closed");
  await app.api("POST", `/executions/${executionId}/cancel`);
  await app.db.query("UPDATE contacts SET last_inbound_at = now() - interval '3 days' WHERE id = $1", [closed]);
  const page = await app.visit();
  await open(page, "/console/contacts?q=zilda");
  const rows = page.locator('tbody a[href^="/console/contacts/"]');
  await expect(rows).toHaveCount(2);
  await expect(page.locator("tbody tr", { hasText: "Zilda Open" })).toContainText("Us: Qual é o seu nome?");
  const narrow = async (label: string, option: string) => {
    await page.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await narrow("Filter by the 24-hour window", "Window closed");
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveAttribute("href", `/console/contacts/${closed}`);
  await narrow("Filter by conversation in progress", "In a conversation");
  await expect(page.getByText("Nobody found")).toBeVisible();
  await narrow("Filter by the 24-hour window", "Any window");
  await expect(rows).toHaveAttribute("href", `/console/contacts/${contactId}`);
  await narrow("Filter by when they wrote", "Last hour");
  await narrow("Filter by flow", "Asks for lists");
  await page.reload();
  await hydrated(page);
  await expect(rows).toHaveCount(1);
  await expectAccessible(page, "the narrowed list of contacts");
});

test("a person writes within the window, says what becomes of the flow, and is shown as who wrote", async () => {
  const asks = await asking("Asks to write");
  const { contactId, executionId } = await start(asks, "5511900000221", "Ana Souza");
  const page = await app.visit({ role: "editor" });
  await open(page, `/console/contacts/${contactId}`);
  const box = page.getByLabel("Write to the contact");
  await box.fill("Hello {{ contact.name }}");
  await box.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "is talking with the contact" })).toBeVisible();
  await page.getByRole("radio", { name: "It goes on" }).click();
  await box.press("Enter");
  const said = page.getByRole("log", { name: "Conversation" });
  await expect(said).toContainText("Hello {{ contact.name }}");
  await expect(said).toContainText("Edu Editor");
  await expect(box).toHaveValue("");
  await expectAccessible(page, "a contact with somewhere to write");

  // In the conversation's own page; there it ends the flow.
  await open(page, `/console/executions/${executionId}`);
  await expect(page.getByRole("log", { name: "Conversation" })).toContainText("Edu Editor");
  await page.getByRole("radio", { name: "It ends" }).click();
  await page.getByLabel("Write to the contact").fill("I take it from here");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(page.locator("header", { hasText: "Ana Souza" })).toContainText("Cancelled");
  await expect(page.getByRole("log", { name: "Conversation" })).toContainText("I take it from here");
  await expect(page.getByLabel("Write to the contact")).toHaveCount(0);

  const reader = await app.visit({ role: "viewer" });
  await open(reader, `/console/contacts/${contactId}`);
  await expect(reader.getByRole("log", { name: "Conversation" })).toContainText("I take it from here");
  await expect(reader.getByLabel("Write to the contact")).toHaveCount(0);
  await app.db.query("UPDATE contacts SET last_inbound_at = now() - interval '25 h' WHERE id = $1", [contactId]);
  await open(page, `/console/contacts/${contactId}`);
  await expect(page.getByText("The contact last wrote more than 24 hours ago")).toBeVisible();
});

test("a flow is started from a contact's page, which is taken along as a page to read", async () => {
  const asks = await asking("Asks once more");
  const { contactId, executionId } = await start(asks, "5511900000231", "Rui d'Ávila");
  const page = await app.visit({ role: "admin" });
  await open(page, `/console/contacts/${contactId}`);
  await page.getByRole("button", { name: "Start a flow…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("that conversation will be ended");
  await dialog.getByRole("combobox", { name: "Flow" }).click();
  await page.getByRole("option", { name: "Asks once more" }).click();
  await dialog.getByRole("button", { name: "Start" }).click();
  await expect(page.getByText("“Asks once more” has started.")).toBeVisible();
  await expect
    .poll(async () => (await app.api<{ open_execution: { id: number } }>("GET", `/contacts/${contactId}`)).open_execution.id)
    .toBeGreaterThan(executionId);

  await page.getByRole("button", { name: /^Actions for/ }).click();
  await expect(page.getByRole("menuitem", { name: /^Unstick/ })).toContainText("ends the open one");
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Download as a page to read" }).click();
  const download = await downloading;
  expectValue(download.suggestedFilename()).toMatch(/^rui-d-avila-\d{4}-\d\d-\d\d\.html$/);
  const written = await readFile(await download.path(), "utf8");
  for (const part of ["What we keep about Rui d&#39;Ávila", "+55 11 90000-0231", "Qual é o seu nome?", "Asks once more"])
    expectValue(written).toContain(part);
});
