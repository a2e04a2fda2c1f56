import type { Locator, Page } from "@playwright/test";
import type { FlowGraph } from "#lib/engine/types.ts";
import { expect, hydrated, type Console } from "./console.ts";

/** The builder in a page, and what the server has of its draft. */
export interface BuilderPage {
  page: Page;
  flowId: number;
  /** The draft on the server, once everything in the page is saved. */
  draft(): Promise<FlowGraph>;
  card(nodeId: string): Locator;
  /** Clicks the card where nothing else is. */
  select(nodeId: string): Promise<void>;
  /** From the palette to this place of the canvas. */
  drop(nodeType: string, at: { x: number; y: number }): Promise<void>;
  /** An option's field in the inspector. */
  option(name: string): Locator;
  /** Types into an editor with completion: replaces what is there. */
  write(name: string, text: string): Promise<void>;
  /** Clicks where there is nothing, so that keys go to the canvas. */
  leaveField(): Promise<void>;
}

/** Opens the flow's builder; its nodes are drawn and the page listens. */
export async function openBuilder(app: Console, page: Page, flowId: number): Promise<BuilderPage> {
  await page.goto(`/console/flows/${flowId}`);
  await hydrated(page);
  await standsStill(page.locator(".react-flow__viewport"));
  const card = (nodeId: string) => page.locator(`.react-flow__node[data-id="${nodeId}"]`);
  const option = (name: string) => page.locator(`[data-option="${name}"]`);
  return {
    page,
    flowId,
    async draft() {
      await expect(page.locator("[data-save-state]")).toHaveAttribute("data-save-state", "saved");
      return (await app.api<{ draft: FlowGraph }>("GET", `/flows/${flowId}`)).draft;
    },
    card,
    async select(nodeId) {
      await card(nodeId).click({ position: { x: 60, y: 14 } });
      await expect(card(nodeId)).toHaveClass(/\bselected\b/);
    },
    drop: (nodeType, targetPosition) =>
      page.locator(`[data-node-type="${nodeType}"]`).dragTo(page.locator(".react-flow"), { targetPosition }),
    option,
    async write(name, text) {
      const field = option(name).getByRole("textbox");
      // The plain field gives way to the editor when that has been loaded; on a slow machine between two keys.
      await expect(async () => {
        await field.click();
        // In an empty row of a list, Backspace takes the row away.
        if ((await textOf(field)) !== "") {
          await page.keyboard.press("ControlOrMeta+a");
          if (text === "") await page.keyboard.press("Delete");
        }
        await page.keyboard.insertText(text);
        const written = await textOf(field);
        // The editor's lines are elements.
        expect(written.replaceAll("\n", "").slice(0, 20)).toBe(text.replaceAll("\n", "").slice(0, 20));
      }).toPass();
    },
    leaveField: () => page.locator(".react-flow__pane").click({ position: { x: 12, y: 12 } }),
  };
}

const textOf = (field: Locator): Promise<string> =>
  field.evaluate((element) => ("value" in element ? String(element.value) : (element.textContent ?? "")));

/** The canvas first measures its cards and then shows where the flow begins; a drag before that misses. */
async function standsStill(viewport: Locator): Promise<void> {
  await viewport.waitFor({ state: "attached" });
  const look = () => viewport.evaluate((element) => (element as HTMLElement).style.transform);
  await expect(async () => {
    const before = await look();
    await viewport.page().waitForTimeout(150);
    expect(await look()).toBe(before);
  }).toPass();
}

/** A new flow with this draft; returns its id. */
export async function makeFlow(app: Console, name: string, draft?: FlowGraph): Promise<number> {
  const { id } = await app.api<{ id: number }>("POST", draft === undefined ? "/flows" : "/flows/import", { name, ...draft });
  return id;
}

/** Drags from the middle of one thing to the middle of another, or to a point of the page, as a hand does. */
export async function dragWithMouse(page: Page, from: Locator, to: Locator | { x: number; y: number }): Promise<void> {
  const start = await middleOf(from);
  const end = "x" in to ? to : await middleOf(to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  // The canvas takes the drag to begin where it first notices a move, which is close to where a hand pressed.
  await page.mouse.move(start.x + 2, start.y + 2);
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("nothing is drawn there");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Where the line of a transition is in the middle of its way. */
export async function middleOfTransition(page: Page, transitionId: string): Promise<{ x: number; y: number }> {
  return page.locator(`.react-flow__edge[data-id="${transitionId}"] path.react-flow__edge-path`).evaluate((path: SVGPathElement) => {
    const { x, y } = path.getPointAtLength(path.getTotalLength() / 2);
    const matrix = path.getScreenCTM() ?? new DOMMatrix();
    return { x: x * matrix.a + matrix.e, y: y * matrix.d + matrix.f };
  });
}
