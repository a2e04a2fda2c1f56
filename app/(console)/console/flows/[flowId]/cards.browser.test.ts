import type { Locator, Page } from "@playwright/test";
import { expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, hydrated, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();
const RIGHT = '[data-panel="builder-right"]';
const MENU =
  "Como podemos ajudar?\n1 - Clínico geral\n2 - Dermatologia\n3 - Pediatria\n4 - Dúvida\n5 - Exames\n6 - Endereço\n7 - Sair\nAté já!";

const node = (id: string, node_type: string, config: FlowGraph["nodes"][number]["config"], x: number, y = 0) => ({
  id,
  name: `Nó ${id}`,
  node_type,
  config,
  position: { x, y },
});
const leads = (from: string, to: string, condition: string | null = null) => ({
  id: `${from}-${to}`,
  from,
  to,
  exit: "next",
  condition,
});

const FLOW: FlowGraph = {
  start: "menu",
  nodes: [
    node("menu", "send_message", { message: MENU }, 0),
    node("listen", "wait_for_input", { context_key: "Nome_do_paciente" }, 320),
    node("decide", "decision", {}, 640),
    node("hello", "send_message", { message: 'Olá, {{ contact.name | default: "tudo bem" }}!', delay_seconds: 86_400 }, 320, 320),
    node("ai", "ai_completion", { prompt_template: "{{ duvida }}", send_response: true }, 640, 320),
  ],
  transitions: [
    leads("menu", "listen"),
    leads("listen", "decide"),
    leads("decide", "hello", 'lower(Nome_do_paciente) == "ana"'),
    leads("hello", "ai"),
  ],
};

const box = async (locator: Locator) => {
  const found = await locator.boundingBox();
  if (found === null) throw new Error("it is not drawn");
  return found;
};
const level = async (page: Page, name: RegExp) => {
  await page.getByRole("button", { name: "Tamanho dos cartões" }).click();
  await page.getByRole("menuitemradio", { name }).click();
};

test("a card says what the contact gets, what is waited for and where it goes, in people's words", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const { card, select } = await openBuilder(app, page, await makeFlow(app, "Cartões", FLOW));
  const text = (id: string) => card(id).locator(".card-fine").first();
  // Eight of nine lines, broken as they were written, and all of them while the card is selected.
  const [cut] = [(await box(text("menu"))).height];
  await select("menu");
  await expect.poll(async () => (await box(text("menu"))).height / cut).toBeCloseTo(9 / 8, 2);
  await expect(text("menu")).toHaveText(MENU, { useInnerText: true });
  await expect(text("hello")).toHaveText("Olá, Nome do contato!");
  await expect(card("hello")).toContainText("Espera 1 dia");
  await expect(card("listen")).toContainText("Salva a resposta em Nome do paciente");
  await expect(card("listen")).toContainText("Espera a resposta");
  await expect(card("ai")).toContainText("Responde a duvida com a IA");
  await expect(card("decide")).not.toContainText("lower(");
  await expect(card("decide")).toContainText("Nome do paciente");
});

test("the right panel comes when something is selected, moves nothing under the pointer and hides nothing", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const { card, select, leaveField } = await openBuilder(app, page, await makeFlow(app, "Painel", FLOW));
  const canvas = page.locator(".react-flow");
  await expect(page.locator(RIGHT)).toHaveCount(0);
  expectValue((await box(canvas)).width / 1280).toBeGreaterThan(0.75);
  const before = await box(card("listen"));
  await select("listen");
  await expect(page.locator(RIGHT)).toBeVisible();
  const after = await box(card("listen"));
  expectValue([after.x, after.y]).toEqual([before.x, before.y]);
  await leaveField();
  await expect(page.locator(RIGHT)).toHaveCount(0);

  // Held, a card is dragged on the canvas as it is. It is selected when it first moves.
  const held = await box(card("decide"));
  await page.mouse.move(held.x + 60, held.y + 14);
  await page.mouse.down();
  for (const step of [2, 4, 6]) await page.mouse.move(held.x + 60 + step, held.y + 14 + step);
  await expect(card("decide")).toHaveClass(/\bselected\b/);
  await expect(page.locator(RIGHT)).toHaveCount(0);
  await page.mouse.up();
  await expect(page.locator(RIGHT)).toBeVisible();
  // It stood where the panel is now.
  await expect
    .poll(async () => (await box(card("decide"))).x + (await box(card("decide"))).width - (await box(canvas)).x - (await box(canvas)).width)
    .toBeLessThan(0);

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Configurações do fluxo" }).click();
  await expect(page.locator(RIGHT)).toContainText("Fuso horário");
});

test("what is selected lies above its neighbours, and what is dropped at the edge comes wholly into sight", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const close = { ...FLOW, nodes: FLOW.nodes.map((each) => (each.id === "listen" ? { ...each, position: { x: 120, y: 40 } } : each)) };
  const builder = await openBuilder(app, page, await makeFlow(app, "Ecke", close));
  const { card } = builder;
  const topmost = (id: string) =>
    card(id).evaluate((element) => {
      const { left, top } = element.getBoundingClientRect();
      const { left: other, top: below } = document.querySelector('[data-id="listen"]')?.getBoundingClientRect() ?? new DOMRect();
      return element.contains(document.elementFromPoint(Math.max(left, other) + 30, Math.max(top, below) + 30));
    });
  expectValue(await topmost("menu")).toBe(false);
  await builder.select("menu");
  await expect.poll(() => topmost("menu")).toBe(true);

  await page.getByRole("button", { name: "Mapa do fluxo" }).click();
  const canvas = await box(page.locator(".react-flow"));
  await builder.drop("end", { x: canvas.width - 40, y: canvas.height - 30 });
  const made = (await builder.draft()).nodes.at(-1)?.id ?? "";
  await expect
    .poll(async () => {
      const [it, map] = [await box(card(made)), await box(page.locator(".canvas-minimap"))];
      const now = await box(page.locator(".react-flow"));
      return it.x + it.width <= now.x + now.width && (it.x + it.width <= map.x || it.y + it.height <= map.y);
    })
    .toBe(true);
});

test("cards are compact, normal or full, by choice that is remembered, and names stay readable from far", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const flowId = await makeFlow(app, "Stufen", FLOW);
  const { card } = await openBuilder(app, page, flowId);
  const normal = await box(card("menu"));
  await level(page, /Completos/);
  await expect.poll(async () => (await box(card("menu"))).width / normal.width).toBeCloseTo(304 / 248, 1);
  await level(page, /Compactos/);
  await expect.poll(async () => (await box(card("menu"))).height / normal.width).toBeCloseTo(48 / 248, 1);
  await page.reload();
  await hydrated(page);
  await expect.poll(async () => (await box(card("menu"))).height / (await box(card("menu"))).width).toBeCloseTo(48 / 208, 1);

  const nameSize = () =>
    card("menu")
      .locator(".card-name")
      .evaluate((name) => {
        const zoom = new DOMMatrix(getComputedStyle(document.querySelector(".react-flow__viewport") ?? name).transform).a;
        return Number.parseFloat(getComputedStyle(name).fontSize) * zoom;
      });
  for (let times = 0; times < 3; times += 1) {
    await page.getByRole("button", { name: "Reduzir" }).click();
    await expect.poll(nameSize).toBeGreaterThanOrEqual(11);
  }
});

test("a wait is found under every name for it, and the search leads to it", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const builder = await openBuilder(app, page, await makeFlow(app, "Espera", FLOW));
  const search = page.getByPlaceholder("Buscar um nó");
  for (const word of ["lembrete", "espera", "pausa", "delay", "reminder"]) {
    await search.fill(word);
    await expect(page.locator("[data-node-option]")).toContainText("Esperar antes de seguir");
  }
  await builder.select("hello");
  await page.locator("[data-node-option]").click();
  await expect(builder.option("delay_seconds").locator("input").first()).toBeFocused();
  expectValue((await builder.draft()).nodes).toHaveLength(FLOW.nodes.length);
});

test("the preview stands on the contact's side, with the values of the conversation that is tried", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const flow = {
    ...FLOW,
    nodes: FLOW.nodes.map((each) =>
      each.id === "ai" ? node("ai", "send_message", { message: "Tchau, {{ Nome_do_paciente }}" }, 640, 320) : each,
    ),
  };
  const builder = await openBuilder(app, page, await makeFlow(app, "Prévia", flow));
  const preview = page.locator("figure").filter({ hasText: "Como o contato vê" });
  await builder.select("ai");
  await expect(preview).toContainText("‹Nome_do_paciente›");
  await page.getByRole("button", { name: "Testar", exact: true }).click();
  for (const words of ["oi", "Bia"]) {
    await page.getByLabel("Mensagem", { exact: true }).fill(words);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("log")).toContainText(words);
  }
  await page.getByRole("button", { name: "Testar", exact: true }).click();
  await expect(preview).toContainText("Tchau, Bia");
  await expect(preview.locator("svg")).toHaveCount(0);
});
