import { test } from "vitest";
import { expectAccessible } from "../../../../../scripts/test-setup/accessible.ts";
import { expect, hydrated, open, startConsole } from "../../../../../scripts/test-setup/console.ts";
import { graph } from "../../../../../scripts/test-setup/graphs.ts";

const VALUE = "wjalrXUtnFEMI-K7MDENG";
const app = startConsole();

test("a secret is added, replaced, bound anew and deleted by keyboard alone, and its value never comes to the browser", async () => {
  const page = await app.visit({ role: "admin" });
  const received: string[] = [];
  page.on("response", (response) => {
    void response.text().then(
      (text) => received.push(text),
      () => {},
    );
  });
  await open(page, "/console/settings/secrets");
  await page.getByRole("button", { name: "New secret" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Name")).toBeFocused();
  await page.keyboard.type("CRM key");
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("Begin with a lower-case letter");
  await expect(dialog).toContainText("Enter the value.");
  await expect(dialog).toContainText("Enter at least one server.");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("crm_key");
  await page.keyboard.press("Tab");
  await page.evaluate(() => navigator.clipboard.writeText("-----BEGIN KEY-----\nabc\n-----END KEY-----\n"));
  await page.keyboard.press("ControlOrMeta+v");
  await expect(dialog).toContainText("The value cannot have line breaks.");
  await expect(dialog.getByLabel("Value")).toHaveValue("");
  await page.keyboard.type(VALUE);
  await page.keyboard.press("Tab");
  await page.keyboard.type("https://api.example.com/v1");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog).toContainText("Not a server: https://api.example.com/v1.");
  await dialog.getByLabel("Servers").fill("API.example.com\n*.crm.example:8443");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Created the secret crm_key.")).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: "crm_key" });
  await expect(row).toContainText("api.example.com, *.crm.example:8443");
  await expect(row).toContainText("no flow");
  await row.getByRole("button", { name: "Copy: reference to crm_key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("{{ secret.crm_key }}");

  await page.getByRole("button", { name: "New secret" }).click();
  await dialog.getByLabel("Name").fill("crm_key");
  await dialog.getByLabel("Value").fill(VALUE);
  await dialog.getByLabel("Servers").fill("x.example");
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(dialog).toContainText("There is a secret with this name already.");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();

  const sealed = async () =>
    (await app.db.query<{ value_encrypted: string }>("SELECT value_encrypted FROM secrets")).rows[0]?.value_encrypted;
  const before = await sealed();
  const choose = async (item: string) => {
    await row.getByRole("button", { name: "Actions for crm_key" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: item }).press("Enter");
  };
  await choose("Replace the value");
  await expect(dialog.getByLabel("Value")).toHaveValue("");
  await dialog.getByLabel("Value").fill(`${VALUE}-2`);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Replaced the value of crm_key.")).toBeVisible();
  expect(await sealed()).not.toBe(before);
  await choose("Edit the servers");
  await expect(dialog.getByLabel("Servers")).toHaveValue("api.example.com\n*.crm.example:8443");
  await dialog.getByLabel("Servers").fill("bücher.example");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(row).toContainText("xn--bcher-kva.example");

  await choose("Delete");
  await expect(page.getByRole("alertdialog")).toContainText("No flow uses this secret.");
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByText("Deleted the secret crm_key.")).toBeVisible();
  await expect(page.getByText("No secret yet")).toBeVisible();

  await page.reload();
  await hydrated(page);
  expect(received.length).toBeGreaterThan(5);
  expect(received.filter((text) => text.includes(VALUE))).toEqual([]);
  await open(page, "/console/settings/audit");
  await expect(page.locator("main")).toContainText("deleted the secret crm_key");
  expect(await page.content()).not.toContain(VALUE);
});

test("a secret that flows read names them, also one that has begun to meanwhile, before it goes", async () => {
  await app.api("POST", "/secrets", { name: "erp_key", value: VALUE, hosts: ["erp.example.com"] });
  const read = (name: string) =>
    app.db.query("INSERT INTO flows (name, draft) VALUES ($1, $2)", [
      name,
      JSON.stringify(graph({ ask: ["send_message", { message: "{{ secret.erp_key }}" }] }, [])),
    ]);
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/secrets");
  const row = page.getByRole("row").filter({ hasText: "erp_key" });
  const remove = async () => {
    await row.getByRole("button", { name: "Actions for erp_key" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
  };
  await read("Orders");
  await remove();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("No flow uses this secret.");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("A flow has started to use this secret in the meantime.")).toBeVisible();
  await expect(row.getByRole("link", { name: "Orders" }).first()).toBeAttached();
  await read("Returns");
  await page.reload();
  await hydrated(page);
  await remove();
  await expect(dialog).toContainText("2 flows use this secret, and their requests will fail: “Orders”, “Returns”.");
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Deleted the secret erp_key.")).toBeVisible();
});

test.each([
  ["en", "light", 1_280],
  ["pt-BR", "dark", 1_280],
  ["pt-BR", "light", 390],
  ["en", "dark", 390],
] as const)(
  "in %s, %s, %i pixels wide, list and dialogs fit their window and have no accessibility fault",
  async (locale, theme, width) => {
    const name = `a_rather_long_name_of_a_secret_${width}_${theme}`;
    await app.api("POST", "/secrets", {
      name,
      value: VALUE,
      hosts: ["api.example.com", "*.a-rather-long-name.of-a-host.example.com:8443"],
    });
    for (const flow of ["Central de Atendimento ao Cliente", "Pedidos", "Devoluções", "Cobrança"])
      await app.db.query("INSERT INTO flows (name, draft) VALUES ($1, $2)", [
        flow,
        JSON.stringify(graph({ ask: ["send_message", { message: `{{ secret.${name} }}` }] }, [])),
      ]);
    const page = await app.visit({ role: "admin", locale, theme, width, height: 800 });
    const look = async (what: string) => {
      await expectAccessible(page, what);
      const wider = () =>
        [document.documentElement, ...document.querySelectorAll("[role=dialog], [role=alertdialog]")].map(
          ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
        );
      expect(Math.max(...(await page.evaluate(wider))), `${what}: pixels wider than their window`).toBeLessThanOrEqual(0);
    };
    await open(page, "/console/settings/secrets");
    await expect(page.getByRole("row").filter({ hasText: name })).toBeVisible();
    await look("list");
    await page.getByRole("button", { name: /^(New secret|Novo segredo)$/ }).click();
    await page.getByRole("button", { name: /^(Create|Criar)$/ }).click();
    await expect(page.getByRole("dialog").getByRole("alert").first()).toBeVisible();
    await look("form");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: new RegExp(`^(Actions for|Ações de|Ações para) ${name}`) }).click();
    await page.getByRole("menuitem", { name: /^(Delete|Excluir)$/ }).click();
    await expect(page.getByRole("alertdialog")).toContainText("Devoluções");
    await look("delete");
  },
);
