import { afterAll, beforeAll, expect as expectValue, test } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { emulatorKeys } from "#lib/meta-emulator/serve/keys.ts";
import { SAMPLES } from "#lib/meta-emulator/serve/samples.ts";
import { startEmulator } from "#lib/meta-emulator/serve/server.ts";
import { expectAccessible } from "../../../../scripts/test-setup/accessible.ts";
import { makeFlow } from "../../../../scripts/test-setup/builder.ts";
import { expect, open, startConsole } from "../../../../scripts/test-setup/console.ts";

const SECRET = "emulator-key-of-the-phone-test-0123456789";
const meta = await startEmulator({
  keys: emulatorKeys(SECRET),
  webhookUrl: () => `${app.url}/webhook/whatsapp`,
  settings: { pace: { sent: 10, delivered: 30, read: 30 } },
});
const app = startConsole({ WORKFLOW_META_EMULATOR_URL: meta.url, WORKFLOW_META_EMULATOR_KEY: SECRET });
afterAll(() => meta.close());

const position = { x: 0, y: 0 };
const GRAPH: FlowGraph = {
  nodes: [
    {
      id: "menu",
      name: "Menu",
      node_type: "send_choices",
      config: {
        message: "Shall we?",
        choices: [
          { id: "yes", title: "Yes" },
          { id: "no", title: "No" },
        ],
        context_key: "x",
      },
      position,
    },
    { id: "bye", name: "Bye", node_type: "send_message", config: { message: "{{ x_title }} it is." }, position },
  ],
  transitions: [{ id: "t1", from: "menu", to: "bye", exit: "yes", condition: null }],
  start: "menu",
};

const cake = (id: string, title: string) => ({
  media_url: `https://example.com/${id}.jpg`,
  body: title,
  choices: [{ id, title: "Take it" }],
});
const RICH: FlowGraph = {
  nodes: [
    {
      id: "form",
      name: "Form",
      node_type: "send_form",
      config: { message: "Who are you?", button: "Begin", form_id: "cadastro", fields: [{ field: "email", key: "email" }] },
      position,
    },
    {
      id: "cakes",
      name: "Cakes",
      node_type: "send_carousel",
      config: { message: "Which cake?", cards: [cake("carrot", "Carrot cake"), cake("corn", "Corn cake")], context_key: "cake" },
      position,
    },
    { id: "bye", name: "Bye", node_type: "send_message", config: { message: "{{ cake }} for {{ email }}." }, position },
  ],
  transitions: [
    { id: "t1", from: "form", to: "cakes", exit: "next", condition: null },
    { id: "t2", from: "cakes", to: "bye", exit: "carrot", condition: null },
    { id: "t3", from: "cakes", to: "bye", exit: "corn", condition: null },
  ],
  start: "form",
};

/** The flow that begins with whoever writes to the simulated number next. */
async function answerWith(name: string, graph: FlowGraph): Promise<void> {
  const flowId = await makeFlow(app, name, graph);
  await app.api("POST", `/flows/${flowId}/publish`, { note: "" });
  const { items } = await app.api<{ items: { id: number; phone_number_id: string }[] }>("GET", "/channels");
  const simulated = items.find(({ phone_number_id: id }) => id === "simulated");
  await app.api("PATCH", `/channels/${simulated?.id ?? 0}`, { default_flow_id: flowId });
}

beforeAll(() => answerWith("Menu", GRAPH));

test("contacts are played side by side: words, taps, airplane mode, changes, and what goes wrong on the way", async () => {
  const page = await app.visit();
  await open(page, "/console/phone");
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const add = async (name: string, phone: string) => {
    await button("New contact").click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel("Phone number", { exact: true }).fill(phone);
    await button("Add").click();
    await expect(page.getByRole("region", { name })).toBeVisible();
  };
  await add("Bia", "+55 11 98765-0102");
  await add("Caio", "+55 11 98765-0103");
  const bia = page.getByRole("region", { name: "Bia" });
  const caio = page.getByRole("region", { name: "Caio" });
  const say = async (phone: typeof bia, name: string, text: string) => {
    await phone.getByLabel(`Write as ${name}`).fill(text);
    await phone.getByLabel(`Write as ${name}`).press("Enter");
  };

  await say(bia, "Bia", "hello");
  await bia.getByRole("log").getByRole("button", { name: "Yes", exact: true }).click();
  await expect(bia.getByRole("log")).toContainText("Yes it is.");
  await expect(caio.getByRole("log")).not.toContainText("Shall we?");

  // In airplane mode nothing leaves, and all of it does afterwards.
  const airplane = caio.getByRole("switch", { name: "Airplane mode" });
  await airplane.click();
  await say(caio, "Caio", "one");
  await expect(caio.getByRole("log")).toContainText("waiting for network");
  await airplane.click();
  await expect(caio.getByRole("log")).toContainText("Shall we?");
  await expect(caio.getByRole("log")).not.toContainText("waiting for network");

  await bia.getByRole("button", { name: "More about “hello”" }).click();
  await page.getByRole("menuitem", { name: "Edit" }).click();
  await say(bia, "Bia", "hello there");
  await expect(bia.getByRole("log")).toContainText("edited");
  await bia.getByRole("button", { name: "More about “Yes it is.”" }).click();
  await page.getByRole("menuitem", { name: "React with 👍" }).click();
  await expect(bia.getByRole("log")).toContainText("👍");

  await page.getByLabel("Take, then fail with the code").fill("131026");
  await page.getByLabel("Take, then fail with the code").blur();
  await expect.poll(() => meta.state().numbers["simulated"]?.faults.fail_with).toBe(131_026);
  await say(bia, "Bia", "again");
  await expect(bia.getByRole("log")).toContainText("131026");
  await button("Nothing goes wrong").click();
  await expectAccessible(page, "the Phone");

  const { rows } = await app.db.query("SELECT DISTINCT status FROM messages WHERE direction = 'outbound' ORDER BY 1");
  expectValue(rows.map(({ status }: { status: string }) => status)).toEqual(["failed", "read"]);
});

test("a form is filled in where its button opens it, and a card is tapped", async () => {
  await answerWith("Cakes", RICH);
  const page = await app.visit();
  await open(page, "/console/phone");
  await page.getByRole("button", { name: "New contact", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Davi");
  await page.getByLabel("Phone number", { exact: true }).fill("+55 11 98765-0104");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const davi = page.getByRole("region", { name: "Davi" });
  await davi.getByLabel("Write as Davi").fill("hello");
  await davi.getByLabel("Write as Davi").press("Enter");
  const log = davi.getByRole("log");
  await log.getByRole("button", { name: "Begin", exact: true }).click();
  await page.getByLabel("Nome", { exact: true }).fill("Davi");
  await page.getByLabel("E-mail", { exact: true }).fill("davi@example.com");
  await page.getByRole("dialog").getByRole("button", { name: "Send", exact: true }).click();
  await expect(log).toContainText("Form filled in");
  await log.getByRole("listitem").filter({ hasText: "Corn cake" }).last().getByRole("button", { name: "Take it" }).click();
  await expect(log).toContainText("corn for davi@example.com.");
  await expectAccessible(page, "the Phone with a form and cards");
});

test("a file of one's own is sent as the contact's, with the words that were written, and is refused where it is too large", async () => {
  const page = await app.visit();
  await open(page, "/console/phone");
  await page.getByRole("button", { name: "New contact", exact: true }).click();
  await page.getByLabel("Name", { exact: true }).fill("Eva");
  await page.getByLabel("Phone number", { exact: true }).fill("+55 11 98765-0105");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const eva = page.getByRole("region", { name: "Eva" });
  await eva.getByRole("button", { name: "Attach" }).click();
  await expect(page.getByRole("menuitem", { name: "A file of yours…" })).toBeVisible();
  await page.keyboard.press("Escape");
  const input = eva.getByLabel("A file of yours, from Eva");
  await eva.getByLabel("Write as Eva").fill("my bill");
  await input.setInputFiles({
    name: "bill.pdf",
    mimeType: "application/pdf",
    buffer: SAMPLES["application/pdf"]?.bytes ?? Buffer.alloc(0),
  });
  await expect(eva.getByRole("log")).toContainText("bill.pdf");
  await expect(eva.getByRole("log")).toContainText("my bill");
  await expect(eva.getByLabel("Write as Eva")).toHaveValue("");
  await expect
    .poll(async () => (await app.db.query("SELECT filename, mime_type FROM media WHERE filename = 'bill.pdf'")).rows)
    .toEqual([{ filename: "bill.pdf", mime_type: "application/pdf" }]);
  await input.setInputFiles({ name: "much.bin", mimeType: "application/pdf", buffer: Buffer.alloc(16 * 1024 * 1024 + 1) });
  await expect(page.getByRole("alert").filter({ hasText: "16 MB" })).toBeVisible();
});

test("a viewer looks on, in either language, also on a phone", async () => {
  const page = await app.visit({ role: "viewer", locale: "pt-BR", theme: "dark", width: 390, height: 800 });
  await open(page, "/console/phone");
  await expect(page.getByRole("heading", { name: "Telefone", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Novo contato" })).toHaveCount(0);
  await expect(page.getByRole("switch", { name: "Modo avião" }).first()).toBeDisabled();
  await expectAccessible(page, "the Phone, dark and small");
});
