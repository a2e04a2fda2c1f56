import { test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { dragWithMouse, makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

const ANSWERS: FlowGraph = {
  nodes: [
    {
      id: "booked",
      name: "Booked",
      node_type: "send_message",
      config: { message: "Booked: {{ wish_title }}" },
      position: { x: 420, y: 40 },
    },
    { id: "moved", name: "Moved", node_type: "send_message", config: { message: "Moved." }, position: { x: 420, y: 260 } },
  ],
  transitions: [],
  start: null,
};

test("a question with choices is drawn, its exits lead on, and a tap in the simulator takes one of them", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Chosen", ANSWERS));
  await builder.drop("send_choices", { x: 60, y: 60 });
  await builder.write("message", "How can we help?");
  const add = page.getByRole("button", { name: "Add choice" });
  /** Not by `write`, whose Backspace would take away a row in which nothing stands yet. */
  const entitle = async (index: number, title: string) => {
    const field = builder.option(`choices.${index}.title`).getByRole("textbox");
    await expect(async () => {
      await field.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.insertText(title);
      expect(await field.evaluate((element) => ("value" in element ? element.value : element.textContent))).toBe(title);
    }).toPass({ timeout: 20_000 });
  };
  await add.click();
  await entitle(0, "Book a visit");
  await add.click();
  await entitle(1, "Another day");
  await builder.write("context_key", "wish");
  await expect(page.getByText("Sent as buttons.")).toBeVisible();

  const draft = await builder.draft();
  const node = draft.nodes.find(({ node_type }) => node_type === "send_choices");
  expect(node?.config["choices"]).toEqual([
    { id: "book_a_visit", title: "Book a visit" },
    { id: "another_day", title: "Another day" },
  ]);
  expect(draft.start).toBe(node?.id);
  const card = builder.card(node?.id ?? "");
  await expect(card.getByRole("listitem")).toHaveText([/Book a visit/, /Another day/, /Not understood/]);

  // The exit goes by the title and keeps its way when that changes or the choices change places.
  await dragWithMouse(page, card.locator('[data-handleid="exit:book_a_visit"]'), builder.card("booked"));
  await builder.select(node?.id ?? "");
  await entitle(0, "Book");
  await page.getByRole("button", { name: /^Move Choice 1/ }).press("ArrowDown");
  await expect(card.getByRole("listitem")).toHaveText([/Another day/, /Book/, /Not understood/]);
  expect((await builder.draft()).transitions).toMatchObject([{ from: node?.id, to: "booked", exit: "book_a_visit" }]);

  // Four are a list, which opens as a sheet.
  for (const [index, title] of ["Cancel", "Talk to somebody"].entries()) {
    await add.click();
    await entitle(index + 2, title);
  }
  await expect(page.getByText(/Sent as a list: there are more than 3/)).toBeVisible();
  await page.getByRole("button", { name: "Test", exact: true }).click();
  await page.getByRole("button", { name: "hi", exact: true }).click();
  const chat = page.getByRole("log", { name: "Conversation" });
  await chat.getByRole("button", { name: "Ver opções" }).click();
  await page.getByRole("dialog", { name: "Ver opções" }).getByRole("button", { name: "Book", exact: true }).click();
  await expect(chat).toContainText("Booked: Book");

  // A tap is kept as a tap.
  await page.getByRole("button", { name: "Save as test" }).click();
  await page.getByLabel("Test name").fill("Books");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Test “Books” saved")).toBeVisible();
  const { items } = await app.api<{ items: { turns: { do: object }[] }[] }>("GET", `/flows/${builder.flowId}/tests`);
  expect(items[0]?.turns.at(-1)?.do).toEqual({ action: "tap", choice: "book_a_visit" });
}, 240_000);
