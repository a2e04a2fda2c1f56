import { expect as expectValue, test } from "vitest";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { expectAccessible } from "../../../../scripts/test-setup/accessible.ts";
import { makeFlow } from "../../../../scripts/test-setup/builder.ts";
import { expect, open, startConsole } from "../../../../scripts/test-setup/console.ts";

const app = startConsole();

const graph: FlowGraph = {
  nodes: [
    { id: "say", name: "Dizer olá", node_type: "send_message", config: { message: "Olá" }, position: { x: 0, y: 0 } },
    { id: "stop", name: "Fim", node_type: "end", config: {}, position: { x: 344, y: 0 } },
  ],
  transitions: [{ id: "t1", from: "say", to: "stop", exit: "next", condition: null }],
  start: "say",
};

test("triggers are drawn beside the canvas, published, listed over all flows, and tried by the tester", async () => {
  const flowId = await makeFlow(app, "Agendamento", graph);
  const page = await app.visit({ locale: "pt-BR", width: 1280 });
  await open(page, `/console/flows/${flowId}?panel=triggers`);
  const panel = page.getByRole("region", { name: "Gatilhos do fluxo" });
  await panel.getByRole("button", { name: "Adicionar gatilho" }).click();
  // Who adds one writes at once.
  await page.keyboard.type("agendar");
  await expect(panel.getByLabel("Palavras ou frases, uma por linha")).toHaveValue("agendar");
  await panel.getByLabel("Prioridade").fill("10");
  await panel.getByLabel("Com uma conversa aberta").click();
  await page.getByRole("option", { name: "Suspende e volta depois" }).click();
  await expectAccessible(page, "the panel of triggers");
  await expect
    .poll(async () => (await app.api<{ draft: FlowGraph }>("GET", `/flows/${flowId}`)).draft.triggers)
    .toEqual([expectValue.objectContaining({ type: "words", words: ["agendar"], priority: 10, on_open: "suspend" })]);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "" });

  await page.getByRole("link", { name: "Ir para os fluxos", exact: true }).click();
  await page.getByRole("navigation", { name: "Navegação principal" }).getByRole("link", { name: "Gatilhos" }).click();
  await expect(page.locator("tbody tr", { hasText: "Agendamento" })).toContainText("Palavras (A mensagem inteira): agendar");
  await page.getByLabel("Mensagem", { exact: true }).fill("AGENDAR!");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "Começa o fluxo “Agendamento”" })).toContainText("por “agendar”");
  await page.getByLabel("Situação").click();
  await page.getByRole("option", { name: "Com uma conversa aberta" }).click();
  await page.getByRole("button", { name: "Testar" }).click();
  await expect(page.getByText("A conversa aberta espera, e volta depois.")).toBeVisible();
  await expectAccessible(page, "the list of triggers");
});

test("the tester goes by what a contact is in now", async () => {
  const flowId = await makeFlow(app, "Pergunta", {
    ...graph,
    nodes: [...graph.nodes, { ...{ id: "pick", name: "Escolha", position: { x: 0, y: 0 }, node_type: "send_choices" }, config: PICK }],
    transitions: [],
    start: "pick",
  });
  const trigger: Trigger = { id: "go", type: "words", match: "exact", words: ["sair"], priority: 1, on_open: "end" };
  const other = await makeFlow(app, "Sair", { ...graph, triggers: [trigger] });
  for (const id of [flowId, other]) await app.api("POST", `/flows/${id}/publish`, { note: "" });
  await app.api("POST", "/flows/start", { flow_id: flowId, contact: "+55 11 91234-4321" });
  const page = await app.visit({ locale: "pt-BR", width: 1280 });
  await open(page, "/console/triggers");
  await page.getByLabel("Mensagem", { exact: true }).fill("sair");
  await page.getByLabel("Situação").click();
  await page.getByRole("option", { name: "A de um contato, como está agora" }).click();
  await page.getByLabel("Contato", { exact: true }).fill("91234-4321");
  await page.getByRole("button", { name: /91234-4321/ }).click();
  await page.getByRole("button", { name: "Testar" }).click();
  await expect(page.getByText("é uma opção que a pergunta mostra neste momento")).toBeVisible();
  await expectAccessible(page, "the tester with a contact");
});

const PICK = { message: "Qual?", choices: [{ id: "out", title: "Sair" }] };

test.each([
  { locale: "en", width: 390, theme: "dark" },
  { locale: "pt-BR", width: 390, theme: "light" },
] as const)("the page fits a phone: $locale, $theme", async ({ locale, width, theme }) => {
  const page = await app.visit({ locale, width, theme });
  await open(page, "/console/triggers");
  await expect(page.getByRole("heading", { level: 1, name: locale === "en" ? "Triggers" : "Gatilhos" })).toBeVisible();
  expectValue(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  await expectAccessible(page, "the list of triggers on a phone");
});

test("publishing warns of a trigger that ties with another flow's", async () => {
  const first = await makeFlow(app, "Primeiro", { ...graph, triggers: [anyMessage] });
  await app.api("POST", `/flows/${first}/publish`, { note: "" });
  const second = await makeFlow(app, "Segundo", { ...graph, triggers: [anyMessage] });
  const page = await app.visit({ locale: "pt-BR", width: 1280 });
  await open(page, `/console/flows/${second}?dialog=publish`);
  await expect(page.getByRole("dialog")).toContainText("Um gatilho empata com o do fluxo “Primeiro”");
});

const anyMessage = { id: "any", type: "any_message", priority: 100, on_open: "ignore" } as const;
