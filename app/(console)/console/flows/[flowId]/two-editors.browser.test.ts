import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { emailOf, expect, PASSWORD, signIn, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

const DRAFT: FlowGraph = {
  nodes: [
    { id: "a", name: "First", node_type: "send_message", config: { message: "one" }, position: { x: 0, y: 0 } },
    { id: "b", name: "Second", node_type: "send_message", config: { message: "two" }, position: { x: 344, y: 0 } },
    { id: "c", name: "End", node_type: "end", config: {}, position: { x: 688, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "a", to: "b", exit: "next", condition: null },
    { id: "t2", from: "b", to: "c", exit: "next", condition: null },
  ],
  start: "a",
};

test("of two who edit at once nobody loses work: both are told, see the difference, and may merge it", async () => {
  const flowId = await makeFlow(app, "Shared", DRAFT);
  const ana = await openBuilder(app, await app.visit({ role: "editor" }), flowId);
  const rui = await openBuilder(app, await app.visit({ role: "admin", locale: "pt-BR", theme: "dark" }), flowId);

  // Rui writes before he can see what Ana did; who has changed nothing would simply get it.
  await rui.page.context().setOffline(true);
  await rui.select("b");
  await rui.write("message", "two, by Rui");
  await ana.select("a");
  await ana.write("message", "one, by Ana");
  await expect.poll(async () => (await ana.draft()).nodes[0]?.config).toMatchObject({ message: "one, by Ana" });
  await rui.page.context().setOffline(false);
  await expect(rui.page.locator("[data-save-state]")).toHaveAttribute("data-save-state", "stale");
  await expect(rui.page.getByRole("alert").filter({ hasText: "Edu Editor mudou este rascunho" })).toBeVisible();
  expect((await app.api<{ draft: FlowGraph }>("GET", `/flows/${flowId}`)).draft.nodes[1]?.config, "nothing was overwritten").toMatchObject({
    message: "two",
  });

  await rui.page.getByRole("button", { name: "Ver a diferença" }).click();
  await expect(rui.page.getByRole("dialog")).toContainText("Duas pessoas mudaram este rascunho");
  await rui.page.getByRole("button", { name: "Juntar os dois" }).click();
  await expect
    .poll(async () => (await rui.draft()).nodes.map(({ config }) => config["message"]))
    .toEqual(["one, by Ana", "two, by Rui", undefined]);

  // Ana has changed nothing since: she has it at once, and is told by whom.
  await expect(ana.card("b")).toContainText("two, by Rui");
  await expect(ana.page.getByText("Ada Admin changed this draft; the changes are here now.")).toBeVisible();
  await expect(ana.page.locator("[data-save-state]")).toHaveAttribute("data-save-state", "saved");
});

test("what cannot be merged is kept as a copy", async () => {
  const flowId = await makeFlow(app, "Contested", DRAFT);
  const [ana, rui] = [await openBuilder(app, await app.visit(), flowId), await openBuilder(app, await app.visit(), flowId)];
  await rui.page.context().setOffline(true);
  await rui.select("a");
  await rui.write("message", "Rui's");
  await ana.select("a");
  await ana.write("message", "Ana's");
  await expect.poll(async () => (await ana.draft()).nodes[0]?.config).toMatchObject({ message: "Ana's" });
  await rui.page.context().setOffline(false);
  await rui.page.getByRole("button", { name: "See the difference" }).click();
  await expect(rui.page.getByRole("dialog", { name: "This draft was changed in two tabs of yours" })).toBeVisible();
  await rui.page.getByRole("button", { name: "Save mine as a copy" }).click();
  await expect(rui.page.getByText("Saved as “Contested (my copy)”.")).toBeVisible();
  const { items } = await app.api<{ items: { id: number; name: string }[] }>("GET", "/flows?search=Contested%20(my%20copy)");
  expect((await app.api<{ draft: FlowGraph }>("GET", `/flows/${items[0]?.id ?? 0}`)).draft.nodes[0]?.config).toMatchObject({
    message: "Rui's",
  });
});

test("without a connection work goes on in the page, and is saved when it is back", async () => {
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, "Offline", DRAFT));
  await builder.page.context().setOffline(true);
  await builder.select("a");
  await builder.write("message", "written offline");
  await expect(builder.page.locator("[data-save-state]")).toHaveAttribute("data-save-state", "offline");
  await builder.page.context().setOffline(false);
  await expect.poll(async () => (await builder.draft()).nodes[0]?.config).toMatchObject({ message: "written offline" });
});

test("a session that ends under one's hands takes nothing away: the page stays, and signing in beside it saves", async () => {
  const page = await app.visit();
  const flowId = await makeFlow(app, "Signed out", DRAFT);
  const builder = await openBuilder(app, page, flowId);
  await builder.select("a");
  await page.context().clearCookies();
  await page.locator("[data-field=name]").fill("Written without a session");
  const told = page.getByText("Your session has ended.", { exact: false }).first();
  await expect(told).toBeVisible();
  await page.getByRole("button", { name: "Versions", exact: true }).click();
  await expect(page.locator('[data-panel="builder-right"]')).toContainText("session");
  await expect(page.getByRole("button", { name: "Try again" }).first()).toBeVisible();
  await signIn(await page.context().newPage(), emailOf("editor"), PASSWORD);
  await page.bringToFront();
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect.poll(async () => (await builder.draft()).nodes.map(({ name }) => name)).toContain("Written without a session");
});
