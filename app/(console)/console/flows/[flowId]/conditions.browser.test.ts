import { test } from "vitest";
import type { Context } from "#lib/engine/types.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();
const node = (id: string, node_type: string, config: Context, column: number, row = 0) => ({
  id,
  name: id,
  node_type,
  config,
  position: { x: column * 356, y: row * 220 },
});
const way = (id: string, from: string, to: string, condition: string | null = null, exit = "next") => ({ id, from, to, exit, condition });

/** A question with choices, one that is free, and a decision about both. */
const asking = (condition: string | null) => ({
  nodes: [
    node(
      "service",
      "send_choices",
      {
        message: "Which?",
        choices: [
          { id: "exam", title: "An exam" },
          { id: "visit", title: "A visit" },
        ],
        context_key: "service",
      },
      0,
    ),
    node("confirm", "wait_for_input", { context_key: "confirms" }, 1),
    node("decide", "decision", {}, 2),
    node("booked", "end", {}, 3),
    node("other", "end", {}, 3, 1),
  ],
  transitions: [
    way("t1", "service", "confirm", null, "exam"),
    way("t2", "confirm", "decide"),
    way("t3", "decide", "booked", condition),
    way("t4", "decide", "other"),
  ],
  start: "service",
});

test("a condition is chosen in rows, the last answer first, and said as a sentence everywhere", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Chosen", asking("false")));
  const condition = async () => (await builder.draft()).transitions.find(({ id }) => id === "t3")?.condition;
  const choose = async (label: string, option: string | RegExp, row = 0) => {
    await page.getByRole("group", { name: "Condition 1" }).getByRole("combobox", { name: label }).nth(row).click();
    await page.getByRole("option", { name: option, exact: typeof option === "string" }).click();
  };
  await builder.select("decide");
  // Begun about the last answer, and no "otherwise" until it is complete.
  await expect(page.getByRole("combobox", { name: "Value" }).first()).toHaveText("confirms");
  await expect(builder.card("decide").getByRole("listitem").first()).toHaveText("1No condition yet");
  await choose("Comparison", "answers yes");
  await expect.poll(condition).toBe("answers_yes(confirms)");
  await expect(builder.card("decide").getByRole("listitem").first()).toHaveText("1confirms answers yes");

  // Another, about the choices of the question, by their titles.
  await page.getByRole("group", { name: "Condition 1" }).getByRole("button", { name: "Comparison", exact: true }).click();
  await expect(page.getByRole("combobox", { name: "Value" }).nth(1)).toBeFocused();
  await expect.poll(condition).toBe("false and (answers_yes(confirms) and same_text(confirms, none))");
  await choose("Value", "service service", 1);
  await choose("Comparison", "is choice …", 1);
  await page.getByRole("checkbox", { name: "An exam" }).check();
  await page.getByRole("radio", { name: "or" }).click();
  await expect.poll(condition).toBe('answers_yes(confirms) or is_choice(service, "exam")');
  const sentence = "confirms answers yes or service is choice “An exam”";
  await expect(builder.card("decide").getByRole("listitem").first()).toHaveText(`1${sentence}`);
  await page.getByRole("radio", { name: "Outline" }).click();
  await expect(page.getByRole("navigation", { name: "Outline" })).toContainText(sentence);

  // A group: with the other word, in parentheses.
  await page.getByRole("button", { name: "Group comparison 2 with another" }).click();
  await page.getByRole("group", { name: "Comparison 3" }).getByRole("textbox", { name: "Text" }).fill("maybe");
  await expect.poll(condition).toBe('answers_yes(confirms) or (is_choice(service, "exam") and same_text(confirms, "maybe"))');
  await page.getByRole("button", { name: "Delete comparison 3" }).click();
  await expect.poll(condition).toBe('answers_yes(confirms) or is_choice(service, "exam")');

  // Written, and back as rows.
  await page.getByRole("button", { name: "Write condition 1" }).click();
  const code = page.getByRole("textbox", { name: "Condition 1" });
  await code.fill("between(confirms, 18, 30.5)");
  await page.getByRole("button", { name: "Choose condition 1" }).click();
  await expect(page.getByRole("textbox", { name: "From" })).toHaveValue("18");
  await expect(page.getByRole("textbox", { name: "To" })).toHaveValue("30.5");
  // What rows cannot say stays written.
  await page.getByRole("button", { name: "Write condition 1" }).click();
  await code.fill("confirms + 1 == 2");
  await expect(page.getByRole("button", { name: "Choose condition 1" })).toBeDisabled();
});

test("numbers and dates are written as people do, and a row that is emptied leads nobody on", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const builder = await openBuilder(app, page, await makeFlow(app, "Datas", asking("confirms > 1")));
  const condition = async () => (await builder.draft()).transitions.find(({ id }) => id === "t3")?.condition;
  await builder.select("decide");
  const rows = page.getByRole("group", { name: "Condição 1" });
  await rows.getByRole("textbox", { name: "Número" }).fill("1.234,5");
  await expect.poll(condition).toBe("confirms > 1234.5");
  await rows.getByRole("textbox", { name: "Número" }).fill("");
  await expect.poll(condition).toBe("false and (confirms > none)");
  await rows.getByRole("combobox", { name: "Comparação" }).click();
  await page.getByRole("option", { name: "é antes de …", exact: true }).click();
  await rows.getByRole("textbox").fill("05/12/2026");
  await expect.poll(condition).toBe('before(confirms, "2026-12-05")');
  await expect(builder.card("decide").getByRole("listitem").first()).toHaveText("1confirms é antes de 05/12/2026");
  await rows.getByRole("textbox").fill("logo");
  await expect(rows).toContainText("Isto não é uma data nem uma hora.");
  await expect.poll(condition).toBe("false and (before(confirms, none))");
});

test("a new condition begins without a target, and its target can be a new node", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Begun", asking("answers_yes(confirms)")));
  await builder.select("decide");
  const before = (await builder.draft()).transitions;
  await page.getByRole("region", { name: "Where it leads" }).getByRole("button", { name: "Condition", exact: true }).click();
  await page.getByRole("combobox", { name: "Where the new condition leads" }).click();
  expect((await builder.draft()).transitions).toEqual(before);
  await page.getByRole("option", { name: "New node…" }).click();
  await page.getByPlaceholder("What comes next?").fill("end");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await builder.draft()).transitions.filter(({ from }) => from === "decide").map(({ condition }) => condition))
    .toEqual(["answers_yes(confirms)", "false", null]);
});

test("values are offered by @, the flow's answers first, and nobody is told off while writing", async () => {
  const page = await app.visit();
  const graph = asking("answers_yes(confirms)");
  const builder = await openBuilder(
    app,
    page,
    await makeFlow(app, "Offered", { ...graph, nodes: graph.nodes.with(3, node("booked", "send_message", { message: "Done" }, 3)) }),
  );
  await builder.select("booked");
  const text = builder.option("message").getByRole("textbox");
  await builder.write("message", "Hi ");
  await page.keyboard.press("End");
  await text.pressSequentially("@");
  const offers = page.locator(".cm-tooltip-autocomplete [role=option]");
  await expect(offers.first()).toContainText("confirms");
  await expect(page.locator(".cm-tooltip-autocomplete")).toContainText("name of the contact");
  await text.pressSequentially("conf");
  await page.keyboard.press("Enter");
  await expect(text).toHaveText("Hi {{ confirms }}");
  await text.pressSequentially(" {{ ");
  await expect(offers.first()).toContainText("confirms");
  await expect(text).toHaveAttribute("aria-invalid", "false");
  await expect(builder.option("message").getByRole("alert")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(text).toHaveAttribute("aria-invalid", "true");
});
