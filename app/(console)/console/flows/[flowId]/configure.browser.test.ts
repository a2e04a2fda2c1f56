import { expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { makeFlow, openBuilder, type BuilderPage } from "../../../../../scripts/test-setup/builder.ts";
import { expect, startConsole } from "../../../../../scripts/test-setup/console.ts";

const app = startConsole();

async function openNode(node_type: string, config: FlowGraph["nodes"][number]["config"] = {}): Promise<BuilderPage> {
  const nodes = [
    { id: "name", name: "Name", node_type: "wait_for_input", config: { context_key: "first_name" }, position: { x: 0, y: 0 } },
    { id: "it", name: "It", node_type, config, position: { x: 344, y: 0 } },
  ];
  const transitions = [{ id: "t1", from: "name", to: "it", exit: "next", condition: null }];
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, node_type, { nodes, transitions, start: "name" }));
  await builder.select("it");
  return builder;
}

const configOf = async (builder: BuilderPage) => (await builder.draft()).nodes.find(({ id }) => id === "it")?.config;

test("who writes while the editor is still being loaded goes on in it at the same letter, and no key goes past it", async () => {
  const nodes = [{ id: "it", name: "It", node_type: "send_message", config: { message: "Hello" }, position: { x: 0, y: 0 } }];
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, "Slow", { nodes, transitions: [], start: "it" }));
  const { page } = builder;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await builder.select("it");
  const plain = page.locator("textarea[aria-label=Message]");
  await plain.press("Home");
  await plain.pressSequentially("Oh: ");
  // Between the two fields a letter would be a shortcut of the canvas, and lost.
  await page.evaluate(() => {
    const outside: string[] = [];
    new MutationObserver(() => {
      if (document.activeElement === document.body) outside.push(document.activeElement.tagName);
    }).observe(document.body, { childList: true, subtree: true });
    Object.assign(window, { outside });
  });
  release();
  await expect(plain).toHaveCount(0);
  await expect(page.locator(".cm-content:focus")).toHaveCount(1);
  await page.keyboard.type("n");
  await expect(builder.option("message").getByRole("textbox")).toHaveText("Oh: nHello");
  expectValue(await page.evaluate(() => (window as unknown as { outside: string[] }).outside)).toEqual([]);
});

/** What a person does to each option of each node type, and what the draft then says. */
const OPTIONS: Record<string, Record<string, { set: (builder: BuilderPage) => Promise<unknown>; config: unknown }>> = {
  send_message: {
    message: { set: (builder) => builder.write("message", "Hello, {{ first_name }}"), config: "Hello, {{ first_name }}" },
    preview_url: { set: (builder) => builder.option("preview_url").getByRole("switch").click(), config: true },
    delay_seconds: { set: (builder) => duration(builder, "delay_seconds", "2", "h"), config: 7_200 },
  },
  wait_for_input: {
    context_key: { set: (builder) => text(builder, "context_key", "favourite colour"), config: "favourite_colour" },
    hears_earlier: { set: (builder) => builder.option("hears_earlier").getByRole("switch").click(), config: true },
  },
  send_choices: {
    message: { set: (builder) => builder.write("message", "Well, {{ first_name }}?"), config: "Well, {{ first_name }}?" },
    choices: {
      async set({ page, option }) {
        await option("choices").getByRole("button", { name: "Add choice" }).click();
        await page.keyboard.type("Yes");
        await option("choices").getByRole("button", { name: "Description, other words, id" }).click();
        await option("choices.0.words").getByRole("textbox").fill("sure, ok");
      },
      config: [{ id: "yes", title: "Yes", words: ["sure", "ok"] }],
    },
    context_key: { set: (builder) => text(builder, "context_key", "answer"), config: "answer" },
    attempts: {
      set: (builder) =>
        inSection(builder, "No answer, or not understood", () => builder.option("attempts").getByRole("spinbutton").fill("3")),
      config: 3,
    },
    retry_message: { set: (builder) => builder.write("retry_message", "Pardon?"), config: "Pardon?" },
    timeout_seconds: { set: (builder) => duration(builder, "timeout_seconds", "2", "h"), config: 7_200 },
    hears_earlier: { set: (builder) => builder.option("hears_earlier").getByRole("switch").click(), config: true },
    header: {
      set: (builder) => inSection(builder, "Header, footer and list button", () => builder.write("header", "Visit")),
      config: "Visit",
    },
    footer: { set: (builder) => builder.write("footer", "Until noon"), config: "Until noon" },
    button: { set: (builder) => builder.write("button", "Answers"), config: "Answers" },
    // Last, because it takes the place of the choices on the screen, which stay as they are.
    choices_from: {
      async set({ option }) {
        await option("choices_from").getByRole("radio", { name: "From a list" }).click();
        await option("choices_from.list").getByRole("combobox").fill("first_name");
      },
      config: { list: "first_name", id: "", title: "" },
    },
  },
  decision: {},
  ai_completion: {
    prompt_template: {
      set: (builder) => builder.write("prompt_template", "What is {{ first_name }}?"),
      config: "What is {{ first_name }}?",
    },
    prompt: { set: (builder) => builder.write("prompt", "an older one"), config: "an older one" },
    system_prompt: { set: (builder) => builder.write("system_prompt", "Be brief."), config: "Be brief." },
    context_key: { set: (builder) => text(builder, "context_key", "answer"), config: "answer" },
    send_response: { set: (builder) => toggleTwice(builder, "send_response"), config: true },
    response_template: {
      set: (builder) => builder.write("response_template", "The AI says: {{ response }}"),
      config: "The AI says: {{ response }}",
    },
    preview_url: { set: (builder) => builder.option("preview_url").getByRole("switch").click(), config: true },
    whatsapp_format: { set: (builder) => builder.option("whatsapp_format").getByRole("switch").click(), config: false },
    history_context_key: {
      set: (builder) => inSection(builder, "Memory", () => text(builder, "history_context_key", "talk")),
      config: "talk",
    },
    append_history: { set: (builder) => builder.option("append_history").getByRole("switch").click(), config: false },
    model: { set: (builder) => inSection(builder, "Model", () => text(builder, "model", "gpt-4o")), config: "gpt-4o" },
    temperature: { set: (builder) => builder.option("temperature").getByRole("spinbutton").fill("0.7"), config: 0.7 },
    max_tokens: { set: (builder) => builder.option("max_tokens").getByRole("spinbutton").fill("200"), config: 200 },
    timeout_seconds: { set: (builder) => builder.option("timeout_seconds").getByRole("spinbutton").fill("45"), config: 45 },
    extra_body: { set: (builder) => builder.option("extra_body").getByRole("textbox").fill('{ "top_p": 0.5 }'), config: { top_p: 0.5 } },
    delay_seconds: {
      set: (builder) => inSection(builder, "More options", () => duration(builder, "delay_seconds", "90", "s")),
      config: 90,
    },
    response_alias: { set: (builder) => text(builder, "response_alias", "said"), config: "said" },
    store_raw_message: { set: (builder) => builder.option("store_raw_message").getByRole("switch").click(), config: true },
    store_full_response: { set: (builder) => builder.option("store_full_response").getByRole("switch").click(), config: true },
  },
  http_request: {
    method: { set: (builder) => choose(builder, "method", "POST"), config: "POST" },
    url: {
      set: (builder) => builder.write("url", "https://shop.example/{{ first_name }}"),
      config: "https://shop.example/{{ first_name }}",
    },
    query: { set: (builder) => addRow(builder, "query", "lang", "en"), config: [{ name: "lang", value: "en" }] },
    headers: { set: (builder) => addRow(builder, "headers", "Accept", "text/plain"), config: [{ name: "Accept", value: "text/plain" }] },
    auth: {
      async set(builder) {
        await choose(builder, "auth.type", "Token (Bearer)");
        await builder.write("auth.token", "t-1");
      },
      config: { type: "bearer", token: "t-1" },
    },
    body: {
      async set(builder) {
        await builder.option("body.type").getByRole("radio", { name: "JSON" }).click();
        await builder.write("body.value", '{ "name": "{{ first_name }}" }');
        // There and back: as rows, and as JSON again.
        await builder.option("body.type").getByRole("radio", { name: "Form" }).click();
        await expect(builder.option("body.value.0.name").getByRole("textbox")).toHaveValue("name");
        await builder.option("body.type").getByRole("radio", { name: "JSON" }).click();
      },
      config: { type: "json", value: '{\n  "name": "{{ first_name }}"\n}' },
    },
    response_mapping: {
      async set({ option }) {
        await option("response_mapping").getByRole("button", { name: "Add value" }).click();
        await option("response_mapping.0.key").getByRole("textbox").fill("price");
        await option("response_mapping.0.path").getByRole("textbox").fill("items[0].price");
      },
      config: [{ key: "price", path: "items[0].price" }],
    },
    exits: { set: (builder) => choose(builder, "exits", "One for all failures"), config: "simple" },
    timeout_seconds: {
      set: (builder) => inSection(builder, "More options", () => builder.option("timeout_seconds").getByRole("spinbutton").fill("20")),
      config: 20,
    },
    retries: { set: (builder) => builder.option("retries").getByRole("spinbutton").fill("2"), config: 2 },
    idempotency_header: { set: (builder) => text(builder, "idempotency_header", "Idempotency-Key"), config: "Idempotency-Key" },
    store_response: { set: (builder) => text(builder, "store_response", "answer"), config: "answer" },
  },
  end: {},
};

test("each option of each node type has its walk-through below", () => {
  // What is inside an option is set along with it.
  const optionsOf = (type: string) => Object.keys(nodeMessages(type, "en").options).filter((name) => !name.includes("."));
  const known = Object.fromEntries([...nodeTypes.keys()].map((type) => [type, optionsOf(type).sort()]));
  expectValue(Object.fromEntries(Object.entries(OPTIONS).map(([type, options]) => [type, Object.keys(options).sort()]))).toEqual(known);
});

test.each(Object.keys(OPTIONS))("every option of %s is set in the inspector and kept in the draft", async (type) => {
  // The older name of the prompt is only shown where an imported flow has it.
  const builder = await openNode(type, type === "ai_completion" ? { prompt: "imported", send_response: true } : {});
  for (const [name, { set, config }] of Object.entries(OPTIONS[type] ?? {})) {
    await set(builder);
    await expect.poll(async () => (await configOf(builder))?.[name], name).toEqual(config);
  }
  const { issues } = await app.api<{ issues: unknown[] }>("POST", `/flows/${builder.flowId}/publish`, { note: "as configured" });
  expectValue((issues as { severity: string }[]).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("while one types, what came before is offered, and the bubble shows what the contact will see", async () => {
  const builder = await openNode("send_message");
  const { page } = builder;
  await builder.option("message").locator(".cm-content").click();
  await page.keyboard.type("Hi *{{ fir", { delay: 30 });
  await expect(page.locator(".cm-tooltip-autocomplete")).toContainText("first_name");
  // Enter within a moment of the list's appearing still means a new line: it was meant before the list was there.
  await page.waitForTimeout(200);
  await page.keyboard.press("Enter");
  await page.keyboard.type("*!");
  await expect.poll(async () => (await configOf(builder))?.["message"]).toMatch(/^Hi \*\{\{ ?first_name ?\}\}\*!$/);
  await expect(page.getByText("What the contact sees").locator("..").locator("strong")).toHaveText(/\S/);
});

test("a condition is tried against a sample before anybody meets it", async () => {
  const builder = await openNode("decision");
  const { page } = builder;
  await page.getByRole("combobox", { name: /leads to/ }).click();
  await page.getByRole("option", { name: "Name" }).click();
  await page.locator('[data-option^="condition:"] .cm-content').click();
  await page.keyboard.insertText("first_name == 'Ana'");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Try with a sample" }).click();
  const tried = page.getByRole("dialog", { name: "Try with a sample" });
  await expect(tried).toContainText("first_name == 'Ana'");
  await tried.getByLabel("first_name").fill("Ana");
  await expect(page.getByText("True", { exact: true })).toBeVisible();
  await tried.getByLabel("first_name").fill("Bia");
  await expect(page.getByText("False", { exact: true })).toBeVisible();
});

test("who writes no expressions chooses a condition, and finds it again", async () => {
  const builder = await openNode("decision");
  const { page } = builder;
  await page.getByRole("combobox", { name: /leads to/ }).click();
  await page.getByRole("option", { name: "Name" }).click();
  const button = page.getByRole("button", { name: "Choose condition 1" });
  const form = page.getByRole("dialog", { name: "Choose condition 1" });
  const pick = async (field: string, option: string | RegExp) => {
    await form.getByRole("combobox", { name: field }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  const condition = async () => (await builder.draft()).transitions.find(({ from }) => from === "it")?.condition;

  await button.click();
  await pick("If this value", /^first_name/);
  await pick("Comparison", "contains");
  await form.getByLabel("Text or number").fill('Ana "A"');
  await expect(form.getByText(String.raw`"ana \"a\"" in lower(first_name)`)).toBeVisible();
  await form.getByRole("button", { name: "Use" }).click();
  await expect(form).toHaveCount(0);
  await expect.poll(condition).toBe(String.raw`"ana \"a\"" in lower(first_name)`);
  await expect(builder.card("it")).toContainText("in lower(first_name)");

  // By keyboard: it opens filled, Enter in the text uses it, and the button has the focus again.
  await expect(button).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(form.getByRole("combobox", { name: "If this value" })).toBeFocused();
  await expect(form.getByRole("combobox", { name: "Comparison" })).toHaveText("contains");
  await expect(form.getByLabel("Text or number")).toHaveValue('ana "a"');
  await form.getByLabel("Text or number").fill("1");
  await page.keyboard.press("Enter");
  await expect(button).toBeFocused();
  await expect.poll(condition).toBe('"1" in first_name');
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(form).toHaveCount(0);
  await expect(button).toBeFocused();

  // What was written by hand stays, and the chosen one is added to it.
  await builder
    .option((await page.locator('[data-option^="condition:"]').getAttribute("data-option")) ?? "")
    .getByRole("textbox")
    .click();
  await page.keyboard.press("End");
  await page.keyboard.insertText(" or true");
  await button.click();
  await form.getByLabel("Text or number").fill("2");
  await form.getByRole("button", { name: "and also" }).click();
  await expect.poll(condition).toBe('("1" in first_name or true) and last_message == "2"');
  // One step to undo.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(condition).toBe('"1" in first_name or true');
});

test("a text over WhatsApp's limit is counted and warned of", async () => {
  const builder = await openNode("send_message");
  await builder.write("message", "a".repeat(4_097));
  await expect(builder.option("message")).toContainText(/4,097\s*\/\s*4,096/);
  await expect(builder.option("message")).toContainText("longer than WhatsApp's");
});

test("issues appear while one types, lead to their place, and can be mended there", async () => {
  const draft: FlowGraph = {
    nodes: [
      { id: "hi", name: "Hi", node_type: "send_message", config: { message: "Hi {{ nobody }}" }, position: { x: 0, y: 0 } },
      { id: "lost", name: "Lost", node_type: "end", config: {}, position: { x: 400, y: 200 } },
    ],
    transitions: [],
    start: "hi",
  };
  const builder = await openBuilder(app, await app.visit(), await makeFlow(app, "Issues", draft));
  const { page } = builder;
  await page.locator("header").getByRole("button", { name: "3 issues" }).click();
  await page.getByRole("button", { name: "“Hi” reads nobody, which nothing before it sets." }).click();
  await expect(builder.option("message").locator(".cm-content")).toBeFocused();
  await builder.write("message", "Hi");
  await page.locator("header").getByRole("button", { name: "2 issues" }).click();
  await page.getByRole("button", { name: "Put an end there" }).click();
  await page.getByRole("button", { name: "Delete the node" }).click();
  await expect(page.getByText("The flow can be published.")).toBeVisible();
  expectValue((await builder.draft()).nodes.map(({ node_type }) => node_type)).toEqual(["send_message", "end"]);
});

test("a flow with an error is not published, and says what is wrong", async () => {
  const nodes = [{ id: "a", name: "Round", node_type: "send_message", config: { message: "again" }, position: { x: 0, y: 0 } }];
  const builder = await openBuilder(
    app,
    await app.visit(),
    await makeFlow(app, "Circle", { nodes, transitions: [{ id: "t1", from: "a", to: "a", exit: "next", condition: null }], start: "a" }),
  );
  await builder.page.getByRole("button", { name: "Publish" }).click();
  const dialog = builder.page.getByRole("dialog");
  await expect(dialog.getByRole("alert")).toContainText("this circle never waits");
  await expect(dialog.getByRole("button", { name: /^Publish/ })).toBeDisabled();
});

async function text(builder: BuilderPage, name: string, words: string): Promise<void> {
  await builder.option(name).getByRole("textbox").fill(words);
}

async function choose({ option, page }: BuilderPage, name: string, label: string): Promise<void> {
  await option(name).getByRole("combobox").click();
  await page.getByRole("option", { name: label, exact: true }).click();
}

async function addRow(builder: BuilderPage, list: string, name: string, value: string): Promise<void> {
  await builder.option(list).getByRole("button", { name: /^Add / }).click();
  await builder.option(`${list}.0.name`).getByRole("textbox").fill(name);
  await builder.write(`${list}.0.value`, value);
}

async function duration(builder: BuilderPage, name: string, amount: string, unit: string): Promise<void> {
  await builder.option(name).getByRole("radio", { name: unit, exact: true }).click();
  await builder.option(name).getByRole("spinbutton").fill(amount);
}

async function toggleTwice(builder: BuilderPage, name: string): Promise<void> {
  const control = builder.option(name).getByRole("switch");
  await control.click();
  await expect(builder.option("response_template")).toHaveCount(0);
  await control.click();
}

/** Opens a closed section of the form first. */
async function inSection(builder: BuilderPage, title: string, work: () => Promise<unknown>): Promise<void> {
  await builder.page.getByText(title, { exact: true }).click();
  await work();
}
