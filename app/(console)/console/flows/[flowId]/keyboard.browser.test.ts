import type { Page } from "@playwright/test";
import { test } from "vitest";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

test("a flow is built, connected, published and tried with the keyboard alone", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, await makeFlow(app, "Keys"));
  await page.mouse.move(0, 0);

  for (const name of ["send", "wait", "decision", "end"]) {
    await tabTo(page, "Search for a node");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
  }
  await expect
    .poll(async () => (await builder.draft()).nodes.map(({ node_type }) => node_type))
    .toEqual(["send_message", "wait_for_input", "decision", "end"]);
  const [message, answer, decision, end] = (await builder.draft()).nodes.map(({ id }) => id) as [string, string, string, string];
  expect((await builder.draft()).transitions.map(({ from, to }) => [from, to])).toEqual([
    [message, answer],
    [answer, decision],
    [decision, end],
  ]);

  // Enter on a card leads into its first field.
  await tabToCard(page, message);
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-option="message"] .cm-content')).toBeFocused();
  await page.keyboard.insertText("Do you want to go on?");
  // And Escape leads back to it; one is the completion's, where that has come up.
  await expect(async () => {
    if ((await focused(page)).nodeId !== message) await page.keyboard.press("Escape");
    await expect(builder.card(message)).toBeFocused({ timeout: 2_000 });
  }).toPass();

  // Another way out of the decision, by the inspector's own controls.
  await tabToCard(page, decision);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Condition 1" }).getByRole("textbox", { name: "Text" })).toBeFocused();
  await page.keyboard.insertText("no");
  await tabTo(page, "Condition");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Where the new condition leads" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toBeVisible();
  await page.keyboard.type("Mess");
  await expect(page.getByRole("option", { name: "Message" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect
    .poll(async () =>
      (await builder.draft()).transitions.filter(({ from }) => from === decision).map(({ to, condition }) => [to, condition]),
    )
    .toEqual([
      [end, 'same_text(last_message, "no")'],
      [message, "false"],
    ]);
  await expect(page.getByRole("group", { name: "Condition 2" }).getByRole("textbox", { name: "Text" })).toBeFocused();

  // Arrows move the selected card, and the list is the second way in.
  const before = (await builder.draft()).nodes[3]?.position;
  await tabToCard(page, end);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect.poll(async () => (await builder.draft()).nodes[3]?.position.y).toBeGreaterThan(before?.y ?? 0);
  await tabTo(page, "Palette");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Outline" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByRole("navigation", { name: "Outline" }).getByRole("button")).toHaveCount(5);

  await tabTo(page, "Publish");
  await page.keyboard.press("Enter");
  // The button's text ends with its keys.
  await tabTo(page, /^Publish( anyway)?(Ctrl|⌘|$)/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByText("Version 1 is live")).toBeVisible();
  await tabTo(page, "Close");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await tabTo(page, "Test");
  await page.keyboard.press("Enter");
  await expect(page.locator("textarea")).toBeVisible();
  await tabTo(page, "Message", "TEXTAREA");
  await page.keyboard.type("hi");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("log", { name: "Conversation" })).toContainText("Do you want to go on?");
});

test("keys of the canvas mean nothing while a field has the focus", async () => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, 1);
  const before = await builder.draft();
  await builder.select("saudacao");
  await page.locator("[data-field=name]").press("End");
  await page.keyboard.type(" l1n?");
  await page.keyboard.press("Backspace");
  await expect.poll(async () => (await builder.draft()).nodes[0]?.name).toBe(`${before.nodes[0]?.name ?? ""} l1n`);
  expect((await builder.draft()).nodes.length).toBe(before.nodes.length);
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test.each([
  ["Close the left panel", "Open the left panel"],
  ["Close the right panel", "Open the right panel"],
])("%s: who does so by keyboard is where it is opened again, and back", async (close, reopen) => {
  const page = await app.visit();
  const builder = await openBuilder(app, page, 1);
  // The right one is there while something is selected.
  await builder.select("saudacao");
  await page.getByRole("button", { name: close }).press("Enter");
  await expect(page.getByRole("button", { name: reopen })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: close })).toBeFocused();
});

test("the help sheet lists the keys and closes with Escape", async () => {
  const page = await app.visit({ locale: "pt-BR" });
  const builder = await openBuilder(app, page, 1);
  await builder.leaveField();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Atalhos de teclado" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

/** Presses Tab until the control of this name has the focus; nobody wants to press it more often than this. */
async function tabTo(page: Page, name: string | RegExp, tag?: string): Promise<void> {
  await tabUntil(
    page,
    String(name),
    (focus) => (typeof name === "string" ? focus.name === name : name.test(focus.name)) && (tag === undefined || focus.tag === tag),
  );
}

async function tabToCard(page: Page, nodeId: string): Promise<void> {
  await tabUntil(page, nodeId, (focus) => focus.nodeId === nodeId);
}

const MOST_TABS = 120;

async function tabUntil(page: Page, wanted: string, isThere: (focus: Focus) => boolean): Promise<void> {
  const seen: string[] = [];
  while (seen.length < MOST_TABS) {
    await page.keyboard.press("Tab");
    const focus = await focused(page);
    if (isThere(focus)) return;
    seen.push(focus.name);
  }
  throw new Error(`${MOST_TABS} Tabs do not reach ${wanted}, only ${seen.join(" | ")}`);
}

interface Focus {
  name: string;
  tag: string;
  nodeId: string | null;
}

function focused(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute("aria-label") ?? element?.textContent ?? "";
    return {
      name: name.trim(),
      tag: element?.tagName ?? "",
      nodeId: element?.classList.contains("react-flow__node") === true ? element.getAttribute("data-id") : null,
    };
  });
}
