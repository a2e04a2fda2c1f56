import { expect as expectValue, test } from "vitest";
import type { Page } from "@playwright/test";
import type { FlowGraph } from "#lib/engine/types.ts";
import { makeFlow, openBuilder, type BuilderPage } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

/** What is typed is kept, whatever is clicked next, whoever types it, and whatever the browser makes of the page. */
const app = startConsole();

async function openFlow(name: string): Promise<BuilderPage> {
  const nodes: FlowGraph["nodes"] = [
    { id: "hi", name: "Hi", node_type: "send_message", config: { message: "Hello" }, position: { x: 0, y: 0 } },
    { id: "ai", name: "Ai", node_type: "ai_completion", config: { user_prompt: "{{ last_message }}" }, position: { x: 344, y: 0 } },
  ];
  const transitions = [{ id: "t1", from: "hi", to: "ai", exit: "next", condition: null }];
  return openBuilder(app, await app.visit(), await makeFlow(app, name, { nodes, transitions, start: "hi" }));
}

const asks = async (page: Page) => {
  const asked = page.waitForEvent("dialog");
  await page.evaluate(() => setTimeout(() => location.reload()));
  const dialog = await asked;
  const kind = dialog.type();
  await dialog.dismiss();
  return kind;
};

test("JSON that is not one yet is kept in the draft, as an issue of it", async () => {
  const builder = await openFlow("Half");
  const half = '{ "response_format": {"type": "json_schema", "top_p": 0.2';
  await builder.select("ai");
  await builder.page.getByRole("button", { name: "Model", exact: true }).click();
  await builder.write("extra_body", half);
  await builder.select("hi");
  await builder.select("ai");
  await expect(builder.option("extra_body").getByRole("textbox")).toHaveText(half);
  const draft = await builder.draft();
  expectValue(draft.nodes.find(({ id }) => id === "ai")?.config["extra_body"]).toBe(half);
  await builder.page.reload();
  await expect(builder.card("ai")).toBeVisible();
});

test("leaving with a flow's name half written asks first; an input method's Enter takes no name, finds nothing and places nothing", async () => {
  const { page, flowId } = await openFlow("Before");
  const enter = () =>
    page.evaluate(() => {
      const init = { key: "Enter", isComposing: true, keyCode: 229, bubbles: true, cancelable: true } as KeyboardEventInit;
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", init));
    });
  const name = page.getByRole("textbox", { name: "Name of the flow" });
  // A page that nobody has touched is left without a question.
  await name.click();
  await name.fill("日本");
  await enter();
  await expect(name).toBeFocused();
  expectValue(await asks(page)).toBe("beforeunload");
  await expect(name).toHaveValue("日本");
  await name.press("Enter");
  await expect.poll(async () => (await app.api<{ name: string }>("GET", `/flows/${flowId}`)).name).toBe("日本");
  const cards = await page.locator(".react-flow__node").count();
  await page.getByRole("searchbox", { name: "Search for a node" }).fill("message");
  await enter();
  await page.waitForTimeout(300);
  expectValue(await page.locator(".react-flow__node").count()).toBe(cards);
});

test("the console asks not to be translated, and survives what translates it all the same", async () => {
  const builder = await openFlow("Translated");
  const { page } = builder;
  await expect(page.locator("html")).toHaveAttribute("translate", "no");
  await expect(page.locator("meta[name=google]")).toHaveAttribute("content", "notranslate");
  await page.evaluate(() => {
    const wrap = (text: Node) => {
      if (text.parentElement === null || text.parentElement.closest("font, script, style, textarea, svg, .cm-editor") !== null) return;
      const [outer, inner] = [document.createElement("font"), document.createElement("font")];
      text.parentElement.replaceChild(outer, text);
      outer.append(inner);
      inner.append(text);
    };
    const texts = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Node[] = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      return found;
    };
    texts(document.body).forEach(wrap);
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes) (node.nodeType === Node.TEXT_NODE ? [node] : texts(node)).forEach(wrap);
    }).observe(document.body, { childList: true, subtree: true });
  });
  await builder.select("hi");
  await builder.write("message", "Hello again");
  await builder.select("ai");
  await builder.select("hi");
  await builder.write("message", "And again");
  expectValue((await builder.draft()).nodes[0]?.config["message"]).toBe("And again");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(builder.card("ai")).toBeVisible();
});
