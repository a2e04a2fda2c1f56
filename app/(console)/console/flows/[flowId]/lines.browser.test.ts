import type { Page } from "@playwright/test";
import { expect as expectValue, test } from "vitest";
import { clinicFlow } from "#components/builder/model/layout/clinic.fixture.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { type BuilderPage, dragWithMouse, makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

const CHAIN: FlowGraph = {
  nodes: [
    { id: "hello", name: "Hello", node_type: "send_message", config: { message: "Oi!" }, position: { x: 0, y: 0 } },
    { id: "hear", name: "Hear", node_type: "wait_for_input", config: { context_key: "nome" }, position: { x: 420, y: 120 } },
    { id: "bye", name: "Bye", node_type: "end", config: {}, position: { x: 780, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "hello", to: "hear", exit: "next", condition: null },
    { id: "t2", from: "hear", to: "bye", exit: "next", condition: null },
  ],
  start: "hello",
};

const open = async (name: string, graph: FlowGraph): Promise<BuilderPage> =>
  openBuilder(app, await app.visit(), await makeFlow(app, name, graph));

const boxOf = async ({ card }: BuilderPage, id: string) => {
  const box = await card(id).boundingBox();
  if (box === null) throw new Error(`${id} is not drawn`);
  return box;
};

/** The card's upper edge comes right below the other's lower edge, and a little to the side. */
async function dropBelow(builder: BuilderPage, lower: string, upper: string): Promise<void> {
  const [held, above] = [await boxOf(builder, lower), await boxOf(builder, upper)];
  const to = { x: above.x + held.width / 2 + 9, y: above.y + above.height + held.height / 2 + 7 };
  await dragWithMouse(builder.page, builder.card(lower), to);
}

/** Where two cards are once the canvas stands still: the lower one right below the upper one; zoomed, edges lie between two pixels. */
async function docked(builder: BuilderPage, upper: string, lower: string) {
  let boxes = [await boxOf(builder, upper), await boxOf(builder, lower)] as const;
  await expect(async () => {
    const before = JSON.stringify(boxes);
    boxes = [await boxOf(builder, upper), await boxOf(builder, lower)];
    expect(JSON.stringify(boxes)).toBe(before);
    const [above, below] = boxes;
    expect(Math.hypot(below.x - above.x, below.y - above.y - above.height)).toBeLessThan(1);
  }).toPass();
  return boxes;
}

const docksOf = ({ nodes }: FlowGraph) =>
  nodes.flatMap(({ id, docked_to }) => (docked_to === undefined ? [] : [`${id} under ${docked_to}`]));

test("a card dropped on another's lower edge is docked: one block to move, without a line, until it is dragged out", async () => {
  const builder = await open("Docked", CHAIN);
  const { page, card } = builder;
  await dropBelow(builder, "hear", "hello");
  await expect(page.locator('.react-flow__edge[data-id="t1"]')).toHaveCount(0);
  await expect(page.locator('.react-flow__edge[data-id="t2"]')).toHaveCount(1);
  expectValue(docksOf(await builder.draft())).toEqual(["hear under hello"]);
  const [upper] = await docked(builder, "hello", "hear");

  await dragWithMouse(page, card("hello"), { x: upper.x + upper.width / 2 + 40, y: upper.y + upper.height / 2 + 120 });
  const [moved, followed] = await docked(builder, "hello", "hear");
  expectValue(moved.y).toBeGreaterThan(upper.y + 60);

  await dragWithMouse(page, card("hear"), { x: followed.x + followed.width / 2 + 330, y: followed.y + followed.height / 2 + 60 });
  await expect(page.locator('.react-flow__edge[data-id="t1"]')).toHaveCount(1);
  expectValue(docksOf(await builder.draft())).toEqual([]);
  await page.keyboard.press("ControlOrMeta+z");
  expectValue(docksOf(await builder.draft())).toEqual(["hear under hello"]);
});

test("a card from the palette is docked at a lower edge, between those that were joined", async () => {
  const builder = await open("From the palette", CHAIN);
  const [canvas, hello] = [await builder.page.locator(".react-flow").boundingBox(), await boxOf(builder, "hello")];
  await builder.drop("send_message", { x: hello.x + hello.width / 2 - (canvas?.x ?? 0), y: hello.y + hello.height - 3 - (canvas?.y ?? 0) });
  await expect.poll(async () => docksOf(await builder.draft()).length).toBe(1);
  const { nodes, transitions } = await builder.draft();
  const made = nodes.find(({ docked_to }) => docked_to === "hello")?.id;
  expectValue(transitions.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([`${made} hear`, `hear bye`, `hello ${made}`].sort());
});

/** Lines behind cards, as drawn: every few pixels of each line is looked up among the cards. */
const linesBehindCards = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cards = [...document.querySelectorAll<HTMLElement>(".react-flow__node-card")].map((card) => ({
      id: card.dataset.id,
      box: card.getBoundingClientRect(),
    }));
    return [...document.querySelectorAll<SVGPathElement>(".react-flow__edge-path")].flatMap((path) => {
      const matrix = path.getScreenCTM() ?? new DOMMatrix();
      const behind = new Set<string>();
      for (let at = 0; at <= path.getTotalLength(); at += 3) {
        const point = path.getPointAtLength(at).matrixTransform(matrix);
        for (const { id, box } of cards) {
          if (point.x > box.left + 1 && point.x < box.right - 1 && point.y > box.top + 1 && point.y < box.bottom - 1)
            behind.add(`${path.closest(".react-flow__edge")?.getAttribute("data-id")} behind ${id}`);
        }
      }
      return [...behind];
    });
  });

test("no line of a flow runs behind a card, as somebody drew it and as it is arranged, and then all of it is in sight", async () => {
  const clinic = clinicFlow();
  const drawnByHand = clinic.nodes.map((node, n) => ({
    ...node,
    position: { x: (n % 5) * 266, y: Math.floor(n / 5) * 250 + (n % 3) * 18 },
  }));
  const builder = await open("Clinic", { ...clinic, nodes: drawnByHand });
  const { page } = builder;
  await page.getByRole("button", { name: "See the whole flow" }).click();
  await expect.poll(() => linesBehindCards(page)).toEqual([]);
  await page.getByRole("button", { name: "Arrange" }).first().click();
  await expect
    .poll(async () => (await builder.draft()).nodes.filter(({ position }, n) => position.y !== drawnByHand[n]?.position.y).length)
    .toBeGreaterThan(9);
  await expect.poll(() => linesBehindCards(page)).toEqual([]);
  for (const { id } of clinic.nodes) await expect(builder.card(id)).toBeInViewport({ ratio: 0.99 });
});

test("a card that grows as it is written pushes aside what stands below, and both are undone in one step", async () => {
  const below = CHAIN.nodes.map((node) => ({ ...node, position: { x: 0, y: { hello: 0, hear: 190, bye: 400 }[node.id] ?? 0 } }));
  const builder = await open("Growing", { ...CHAIN, nodes: below });
  const before = await builder.draft();
  await builder.select("hello");
  await builder.write("message", "Bom dia!\nTudo bem?\nComo podemos ajudar?\nEscolha uma opção.\n1\n2\n3\n4\n5\n6\n7");
  await expect
    .poll(async () => {
      const [upper, lower] = [await boxOf(builder, "hello"), await boxOf(builder, "hear")];
      return upper.y + upper.height <= lower.y;
    })
    .toBe(true);
  await builder.leaveField();
  for (let step = 0; step < 3 && JSON.stringify(await builder.draft()) !== JSON.stringify(before); step += 1)
    await builder.page.keyboard.press("ControlOrMeta+z");
  expectValue(await builder.draft()).toEqual(before);
});
