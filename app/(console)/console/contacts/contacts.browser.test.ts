import { readFileSync } from "node:fs";
import { test } from "vitest";
import { expectAccessible } from "../../../../scripts/test-setup/accessible.ts";
import { expect, open, startConsole } from "../../../../scripts/test-setup/console.ts";

const app = startConsole();

test("a file of contacts is mapped, checked, applied, and what was refused is a file", async () => {
  await app.api("POST", "/contact-fields", { key: "plan", name: "Plan", type: "choice", choices: ["Gold", "Silver"] });
  const page = await app.visit();
  await open(page, "/console/contacts");
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByRole("heading", { name: "Import contacts" })).toBeVisible();
  const file = "Nome;Fone;Plan;X\nImported Ana;+55 11 91234-0301;gold;=1+1\nImported Bia;12;;\nImported Caio;+55 11 91234-0303;bronze;\n";
  await page.locator('input[type="file"]').setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await expect(page.getByRole("heading", { name: "people.csv" })).toBeVisible();
  await expect(page.getByText("Imported Ana")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Column Plan" })).toContainText("Plan");
  await expectAccessible(page, "the columns of a file");
  // What is not named by its head is chosen by hand.
  await page.getByRole("combobox", { name: "Column Fone" }).click();
  await page.getByRole("option", { name: "Do not use" }).click();
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Choose the column with the phone numbers." })).toBeVisible();
  await page.getByRole("combobox", { name: "Column Fone" }).click();
  await page.getByRole("option", { name: "Phone" }).click();
  await page.getByLabel("Labels for everybody").fill("list 1");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByText("1 would be applied")).toBeVisible();
  await expect(page.getByText("Nothing has been written yet.")).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("1 applied")).toBeVisible();
  await expect(page.getByText("2 refused")).toBeVisible();
  await expectAccessible(page, "a file that is done");

  const saved = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download the refused" }).click();
  const report = readFileSync(await (await saved).path(), "utf8");
  expect(report).toContain('3,"Fone: is no phone number","Imported Bia","12"');
  expect(report).toContain("does not fit the type of its field");

  await page.getByRole("link", { name: "Back to the contacts" }).click();
  await page.getByLabel("Label", { exact: true }).fill("list 1");
  await page.getByLabel("Label", { exact: true }).press("Enter");
  const rows = page.locator('tbody a[href^="/console/contacts/"]');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Imported Ana");
  await page.getByRole("combobox", { name: "Filter by field" }).click();
  await page.getByRole("option", { name: "Plan" }).click();
  await page.getByRole("combobox", { name: "Value of the field" }).click();
  await page.getByRole("option", { name: "Silver" }).click();
  await expect(page.getByText("Nobody found")).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
});

test("a file that is no CSV in UTF-8 says so where it was chosen", async () => {
  const page = await app.visit({ width: 390 });
  await open(page, "/console/contacts/import");
  const bytes = Buffer.from([0x6e, 0x6f, 0x6d, 0x65, 0x0a, 0xe7, 0xe3, 0x6f, 0x0a]);
  await page.locator('input[type="file"]').setInputFiles({ name: "old.csv", mimeType: "text/csv", buffer: bytes });
  await expect(page.getByRole("alert").filter({ hasText: "CSV UTF-8" })).toBeVisible();
});

test("profile and fields of a contact are edited by their types, and who opted out is seen to be silent", async () => {
  const [channel] = (await app.db.query("SELECT id FROM channels WHERE status = 'active' ORDER BY id LIMIT 1")).rows;
  const { rows } = await app.db.query(
    "INSERT INTO contacts (channel_id, wa_id, name, last_inbound_at) VALUES ($1, '5511912340399', 'Edited Eva', now()) RETURNING id",
    [channel.id],
  );
  const page = await app.visit();
  await open(page, `/console/contacts/${rows[0].id}`);
  await page.getByRole("button", { name: "Edit Plan" }).click();
  await page.getByRole("combobox", { name: "Value of Plan" }).click();
  await page.getByRole("option", { name: "Gold" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("complementary", { name: "Details" })).toContainText("Gold");

  await page.getByRole("button", { name: "Edit profile" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Language").fill("portuguese of Brazil");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Write a language such as pt-BR.");
  await dialog.getByLabel("Language").fill("pt-BR");
  await dialog.getByLabel("Labels").fill("vip, new");
  await dialog.getByRole("combobox", { name: "Consent" }).click();
  await page.getByRole("option", { name: "Wants no messages" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("This contact has opted out")).toBeVisible();
  await expect(page.getByText("You can reply once they write again.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Start a flow…" })).toBeDisabled();
  expect(await app.api("GET", `/contacts/${rows[0].id}`)).toMatchObject({
    ...{ language: "pt-BR", labels: ["vip", "new"], consent: "opted_out", is_silenced: true, fields: { plan: "Gold" } },
  });
  await expectAccessible(page, "a contact");
});

test("fields are made and deleted in the settings, in Portuguese and on a phone too", async () => {
  const page = await app.visit({ locale: "pt-BR", width: 390 });
  await open(page, "/console/settings/fields");
  await page.getByRole("button", { name: "Novo campo" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nome").fill("Nascimento");
  await dialog.getByLabel("Chave").fill("phone");
  await dialog.getByRole("button", { name: "Criar" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Todo contato já tem isto");
  await dialog.getByLabel("Chave").fill("nascimento");
  await dialog.getByRole("combobox", { name: "Tipo" }).click();
  await page.getByRole("option", { name: "Data" }).click();
  await dialog.getByRole("button", { name: "Criar" }).click();
  await expect(page.getByRole("heading", { name: "Nascimento" })).toBeVisible();
  await expectAccessible(page, "the fields of contacts");
  await page.getByRole("button", { name: "Excluir: Nascimento" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Excluir" }).click();
  await expect(page.getByRole("heading", { name: "Nascimento" })).toHaveCount(0);
});
