import type { Page } from "@playwright/test";
import { expect as expectValue, test } from "vitest";
import { makeFlow, openBuilder, type BuilderPage } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";
import { largeFlow } from "../../../../../scripts/test-setup/large-flow.ts";

const app = startConsole();
/**
 * Work of the page's main thread for one step, in ms of that thread's own clock: the lesser of two tries, as others use the machine too.
 */
async function costOf(page: Page, steps: number, work: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const taskMs = async () =>
    1_000 * ((await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
  const tries: number[] = [];
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const before = await taskMs();
    await work();
    tries.push(((await taskMs()) - before) / steps);
  }
  await session.detach();
  return Math.min(...tries);
}

const STEPS = 20;
/** Without a graphics card a step from afar takes the browser long to paint. */
const FAR_STEPS = 6;

async function costsOf(count: number): Promise<Record<"typing" | "dragging" | "panning from afar", number>> {
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, `${count} nodes`, largeFlow(count)));
  const { page } = builder;
  await builder.select("n0");
  const editor = builder.option("message").locator(".cm-content");
  await editor.click();
  const typing = await costOf(page, STEPS, () => page.keyboard.type("a".repeat(STEPS), { delay: 40 }));
  await builder.leaveField();
  const dragging = await costOf(page, STEPS, () => drag(builder));
  await page.getByRole("button", { name: "See the whole flow" }).click();
  await expect(builder.card(`n${count - 1}`)).toBeInViewport();
  const panning = await costOf(page, FAR_STEPS, async () => {
    await page.mouse.move(600, 400);
    for (let step = 0; step < FAR_STEPS; step += 1) {
      await page.mouse.wheel(step % 2 === 0 ? 30 : -30, 0);
      await page.waitForTimeout(30);
    }
  });
  return { typing, dragging, "panning from afar": panning };
}

/** There and back, so that the next try begins as this one did. */
async function drag({ page, card }: BuilderPage): Promise<void> {
  const box = await card("n0").boundingBox();
  const [x, y] = [(box?.x ?? 0) + 60, (box?.y ?? 0) + 14];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= STEPS; step += 1) {
    const away = step <= STEPS / 2 ? step : STEPS - step;
    await page.mouse.move(x + 8 * away, y + 8 * away);
    await page.waitForTimeout(20);
  }
  await page.mouse.up();
}

test("with 500 nodes typing and dragging cost about what they cost with 50, and a look from afar less than ten times as much", async () => {
  const [small, large] = [await costsOf(50), await costsOf(500)];
  const ratios = {
    typing: large.typing / small.typing,
    dragging: large.dragging / small.dragging,
    panning: large["panning from afar"] / small["panning from afar"],
  };
  console.log(
    "500 nodes against 50:",
    Object.entries(ratios)
      .map(([name, ratio]) => `${name} ${ratio.toFixed(1)}`)
      .join(", "),
  );
  expectValue(ratios.typing).toBeLessThan(4);
  expectValue(ratios.dragging).toBeLessThan(4);
  expectValue(ratios.panning).toBeLessThan(10);
});

test("500 nodes are arranged while the page answers, and what is moved meanwhile stays", async () => {
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, "Arranged", largeFlow(500)));
  const { page } = builder;
  const before = await builder.draft();
  await page.getByRole("button", { name: "Arrange" }).click();
  // A frame is drawn long before the places are found: nothing blocks the page for that long.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  await expect
    .poll(
      async () =>
        (await builder.draft()).nodes.filter(
          ({ position }, index) => position.x !== before.nodes[index]?.position.x || position.y !== before.nodes[index]?.position.y,
        ).length,
    )
    .toBeGreaterThan(400);
  await page.keyboard.press("ControlOrMeta+z");
  await expect.poll(() => builder.draft()).toEqual(before);
});
