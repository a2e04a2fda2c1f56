import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { test } from "vitest";
import type { Health } from "#lib/api/health.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow } from "../../scripts/test-setup/builder.ts";
import { expect, hydrated, open, startConsole } from "../../scripts/test-setup/console.ts";

const app = startConsole();
const links = (page: Page) => page.locator('tr a[href^="/console/flows/"]');
const names = (page: Page) => links(page).allTextContents();

test("the list tells each flow's state and who is inside it, and is searched and filtered in the address", async () => {
  await makeFlow(app, "Never published");
  await app.api("POST", "/flows/start", { flow_id: 1, contact: "+5511900000010" });
  const page = await app.visit();
  await open(page, "/");
  const demo = page.getByRole("row").filter({ hasText: "Central de atendimento" });
  await expect(demo).toContainText("Published v1");
  await expect(demo.getByRole("cell", { name: "1", exact: true })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Never published" })).toContainText("Draft");
  await page.getByLabel("Search by name").fill("never");
  await expect(page).toHaveURL(/[?&]q=never/);
  await expect.poll(() => names(page)).toEqual(["Never published"]);
  await page.getByRole("radio", { name: "Published", exact: true }).click();
  await expect(page.getByText("No flow found")).toBeVisible();
  await page.getByRole("button", { name: "Clear search and filter" }).click();
  await expect.poll(async () => (await names(page)).length).toBe(2);
});

test("every page says when contacts get no answer, and stops saying so when they do again", async () => {
  const page = await app.visit();
  let isWorking = false;
  await page.route("**/api/v1/health", async (route) => {
    const health: Health = {
      status: isWorking ? "ok" : "degraded",
      live: true,
      ready: true,
      database: { ok: true, latency_ms: 1, restricted: true },
      queue: { lag_seconds: 0, ready_jobs: 0 },
      worker: { ok: isWorking, last_heartbeat_seconds_ago: isWorking ? 1 : null, count: isWorking ? 1 : 0 },
      ai: { alarm: "none", budgets: [] },
      unanswered: 0,
      notices: [],
      webhooks: { ok: true, refused: [] },
    };
    await route.fulfill({ json: health });
  });
  await open(page, "/console/contacts");
  const banner = page.getByRole("alert").filter({ hasText: "Contacts are not getting answers" });
  await expect(banner).toBeVisible();
  isWorking = true;
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(banner).toBeHidden();
});

test("a flow goes out as a file and comes in again as the same draft", async () => {
  const page = await app.visit();
  await open(page, "/");
  await page.getByRole("button", { name: "Actions for Central de atendimento" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export (JSON)" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("central-de-atendimento.json");
  const file = await download.path();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ format: "siga.flow" });

  await page.getByRole("button", { name: "Import" }).click();
  await page.locator("input[type=file]").setInputFiles(file);
  await page.waitForURL(/\/console\/flows\/\d+$/);
  const id = Number(page.url().split("/").at(-1));
  const draftOf = async (flowId: number) => (await app.api<{ draft: FlowGraph }>("GET", `/flows/${flowId}`)).draft;
  expect(await draftOf(id)).toEqual(await draftOf(1));
});

test("a file that is no flow is refused with what is wrong in it", async () => {
  const page = await app.visit();
  await open(page, "/");
  await page.getByRole("button", { name: "Import" }).click();
  const choose = (buffer: string) =>
    page.locator("input[type=file]").setInputFiles({ name: "flow.json", mimeType: "application/json", buffer: Buffer.from(buffer) });
  const alert = page.getByRole("dialog").getByRole("alert");
  await choose("{ not json");
  await expect(alert).toContainText("The file is not valid JSON.");
  await choose(JSON.stringify({ name: "x", nodes: [{ id: 7 }], transitions: [] }));
  await expect(alert).toContainText("The file could not be imported");
  await expect(alert).toContainText("Node 1, field “id”: must be a text");
});

test("a flow is duplicated, archived, brought back with one click, and found among the archived", async () => {
  await makeFlow(app, "To archive");
  const page = await app.visit();
  await open(page, "/");
  await page.getByRole("button", { name: "Actions for To archive" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByRole("link", { name: "To archive (copy)" })).toBeVisible();
  const archive = async () => {
    await page.getByRole("button", { name: "Actions for To archive", exact: true }).click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await expect(page.getByRole("link", { name: "To archive", exact: true })).toHaveCount(0);
  };
  await archive();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "To archive", exact: true })).toBeVisible();
  await archive();
  await page.getByRole("radio", { name: "Archived" }).click();
  await expect.poll(() => names(page)).toEqual(["To archive"]);
});

test("archiving a flow with conversations inside asks first, and names them", async () => {
  const flowId = await makeFlow(app, "Busy", {
    nodes: [{ id: "a", name: "A", node_type: "wait_for_input", config: {}, position: { x: 0, y: 0 } }],
    transitions: [],
    start: "a",
  });
  await app.api("POST", `/flows/${flowId}/publish`, { note: "" });
  await app.api("POST", "/flows/start", { flow_id: flowId, contact: "+5511900000011" });
  const page = await app.visit({ locale: "pt-BR" });
  await open(page, "/");
  await page.getByRole("button", { name: "Ações de Busy" }).click();
  await page.getByRole("menuitem", { name: "Arquivar" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("1 conversa");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "Busy" })).toBeVisible();
});

test("rows are reached with the arrow keys and opened with Enter", async () => {
  const page = await app.visit();
  await open(page, "/");
  await links(page).first().focus();
  await page.keyboard.press("ArrowDown");
  const second = links(page).nth(1);
  await expect(second).toBeFocused();
  const name = await second.textContent();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/console\/flows\/\d+$/);
  await hydrated(page);
  await expect(page.locator("header", { hasText: name ?? "" })).toBeVisible();
});
