import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "@playwright/test";
import { hashPassword } from "#server/platform/passwords";
import { launchBrowser, unpackBrowser } from "../../test-setup/browser.ts";
import { largeFlow } from "../../test-setup/large-flow.ts";
import { signIn } from "../../test-setup/pages.ts";
import { heading, percentile, print, type Figure } from "../report.ts";
import type { Stack } from "../stack.ts";

const [NODES, MANY_NODES] = [150, 500];
const KEYS = 80;
const DRAG_STEPS = 180;
const OPENINGS = 3;
const USER = { email: "builder@bench.test", password: "a password for the benchmark" };

/** The builder in a browser that draws by the processor: what a letter, a drag and an opening take there. */
export async function builder(stack: Stack): Promise<Figure[]> {
  heading(`The builder: a flow of ${NODES} nodes, and one of ${MANY_NODES}`);
  await stack.db.query("INSERT INTO users (email, name, role, password_hash) VALUES ($1, 'Bench', 'editor', $2) ON CONFLICT DO NOTHING", [
    USER.email,
    await hashPassword(USER.password),
  ]);
  const flow = await stack.setup.publish(largeFlow(NODES));
  const many = await stack.setup.publish(largeFlow(MANY_NODES));
  const browser: Browser = await launchBrowser(await unpackBrowser());
  try {
    const context = await browser.newContext({ baseURL: stack.env["NEXTAUTH_URL"] ?? "", viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    await signIn(page, USER.email, USER.password);
    const figures: Figure[] = [];
    await opened(page, flow.flowId);
    const keys = await keysToPaint(page);
    figures.push({ name: "key to paint, p50", value: percentile(keys, 0.5), unit: "ms" });
    figures.push({ name: "key to paint, p95", value: percentile(keys, 0.95), unit: "ms", target: { atMost: 50 } });
    await page.keyboard.press("Escape");
    figures.push({ name: "dragging one card, at 100 %", value: await framesOfDrag(page), unit: "frames/s", target: { atLeast: 50 } });
    await page.keyboard.press("Shift+1");
    await sleep(1_000);
    figures.push({ name: "dragging one card, all in sight", value: await framesOfDrag(page), unit: "frames/s", target: { atLeast: 40 } });
    const openings: number[] = [];
    for (let n = 0; n < OPENINGS; n += 1) openings.push(await opened(page, many.flowId));
    figures.push({ name: `${MANY_NODES} nodes open`, value: percentile(openings, 0.5), unit: "ms", target: { atMost: 2_000 } });
    print(figures);
    return figures;
  } finally {
    await browser.close();
  }
}

/** From the click on the link to the first frame with cards, by the page's own clock. */
async function opened(page: Page, flowId: number): Promise<number> {
  await page.goto(`/console/flows/${flowId}`, { waitUntil: "commit" });
  await page.locator(".react-flow__node").first().waitFor();
  return page.evaluate(() => new Promise<number>((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))));
}

/** Of each key that is typed into a card's text: how long until what it wrote is painted, in ms. */
async function keysToPaint(page: Page): Promise<number[]> {
  await page.locator('.react-flow__node[data-id="n0"]').click({ position: { x: 60, y: 14 } });
  await page.locator("[data-option=message] .cm-content").click();
  await page.evaluate(() => {
    const taken: number[] = [];
    Object.assign(window, { taken });
    const { port1, port2 } = new MessageChannel();
    let pressed: number | null = null;
    port1.onmessage = () => {
      if (pressed !== null) taken.push(performance.now() - pressed);
      pressed = null;
    };
    addEventListener(
      "keydown",
      ({ timeStamp }) => {
        pressed ??= timeStamp;
        // After the frame that the key's change is in.
        requestAnimationFrame(() => port2.postMessage(null));
      },
      { capture: true },
    );
  });
  for (let n = 0; n < KEYS; n += 1) {
    await page.keyboard.press("abcdefgh"[n % 8] ?? "a");
    await sleep(90);
  }
  return page.evaluate(() => (window as unknown as { taken: number[] }).taken);
}

/** Frames that the page made a second while a hand moved a card. */
async function framesOfDrag(page: Page): Promise<number> {
  const card = await page.locator('.react-flow__node[data-id="n1"]').boundingBox();
  if (card === null) throw new Error("the card is out of sight");
  const [x, y] = [card.x + card.width / 2, card.y + Math.min(14, card.height / 4)];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 4, y + 4);
  await page.evaluate(() => {
    const counted = { frames: 0, from: performance.now() };
    Object.assign(window, { counted });
    const count = () => {
      counted.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  for (let n = 0; n < DRAG_STEPS; n += 1) {
    await page.mouse.move(x + 4 + (n % 90) * 2, y + 4 + (n % 60));
    await sleep(8);
  }
  const frames = await page.evaluate(() => {
    const { frames, from } = (window as unknown as { counted: { frames: number; from: number } }).counted;
    return (frames * 1_000) / (performance.now() - from);
  });
  await page.mouse.up();
  return frames;
}
