import { readFileSync } from "node:fs";
import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow } from "../../../../../../scripts/test-setup/builder.ts";
import { expect, open, startConsole } from "../../../../../../scripts/test-setup/console.ts";

const app = startConsole();

const ASKING: FlowGraph = {
  nodes: [
    { id: "ask", name: "Perguntar", node_type: "send_message", config: { message: "Nome?" }, position: { x: 0, y: 0 } },
    { id: "hear", name: "Ouvir", node_type: "wait_for_input", config: { context_key: "nome" }, position: { x: 344, y: 0 } },
  ],
  transitions: [{ id: "t1", from: "ask", to: "hear", exit: "next", condition: null }],
  start: "ask",
};

test("what people answered is a table, narrowed by version and outcome, and a file", async () => {
  const flowId = await makeFlow(app, "Pesquisa", ASKING);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "" });
  for (const [contact, nome] of [
    ["+5511900000301", "Ana"],
    ["+5511900000302", "=2+3"],
  ])
    await app.api("POST", "/flows/start", { flow_id: flowId, contact, context: { nome } });

  const page = await app.visit({ role: "viewer" });
  await open(page, "/");
  await page.getByRole("button", { name: "Actions for Pesquisa" }).click();
  await page.getByRole("menuitem", { name: "Answers" }).click();
  await expect(page.getByRole("heading", { name: "Answers of Pesquisa" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /nome/ }).first()).toContainText("Ouvir");
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("row").nth(1)).toContainText("=2+3");

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download CSV" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe("Pesquisa.csv");
  const text = readFileSync(await file.path(), "utf8");
  expect(text).toContain(`,"'=2+3"`);
  expect(text.trim().split("\r\n")).toHaveLength(3);

  await page.getByRole("button", { name: "Failed" }).click();
  await expect(page.getByText("No answers with these filters")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(page.getByRole("row")).toHaveCount(3);
});
