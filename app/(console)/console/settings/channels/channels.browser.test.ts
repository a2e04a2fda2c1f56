import type { Locator, Page } from "@playwright/test";
import { beforeAll, expect as expectValue, test } from "vitest";
import { graphError } from "../../../../../scripts/fakes/graph-api.ts";
import { messageValue, postWebhook, webhookBody } from "../../../../../scripts/fakes/webhook.ts";
import { expectAccessible } from "../../../../../scripts/test-setup/accessible.ts";
import { makeFlow, openBuilder } from "../../../../../scripts/test-setup/builder.ts";
import { expect, hydrated, open, startConsole } from "../../../../../scripts/test-setup/console.ts";
import { graph } from "../../../../../scripts/test-setup/graphs.ts";

const VERIFY_TOKEN = "the-verify-token-of-the-test";
const ENVIRONMENTS_SECRET = "browser-test-app-secret";
const app = startConsole({ WORKFLOW_WEBHOOK_VERIFY_TOKEN: VERIFY_TOKEN });

const APP = { id: "900100200300", secret: "0123456789abcdef0123456789abcdef", name: "Siga da Loja" };
const NUMBER = { id: "112233", token: "secret-token-of-the-channel", phone: "+55 11 4000-1234" };
const SECOND = { id: "445566", token: NUMBER.token, phone: "+55 11 4000-5678" };

/** What Meta says of the app, and of the numbers to whom has their token. */
beforeAll(() => {
  app.graph.options.read = (id, token) => {
    if (id === APP.id)
      return token === `${APP.id}|${APP.secret}`
        ? { status: 200, body: { id, name: APP.name } }
        : { status: 400, body: graphError(1, "Error validating client secret.") };
    const number = [NUMBER, SECOND].find((each) => each.id === id);
    if (number === undefined || token !== number.token) return { status: 401, body: graphError(190, "Malformed access token") };
    return { status: 200, body: { id, display_phone_number: number.phone, verified_name: "Loja", platform_type: "CLOUD_API" } };
  };
});

test("a channel is set up in three steps: each secret tried on Meta, the webhook checked, and a test message received", async () => {
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/channels");
  await page.getByRole("button", { name: "New channel" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New channel" });
  const field = (name: string | RegExp) => dialog.getByLabel(name, { exact: true });
  const status = (text: string) => dialog.getByRole("status").filter({ hasText: text });
  const next = dialog.getByRole("button", { name: "Continue" });

  await expect(dialog).toContainText("Step 1 of 3: Number and token");
  await field("Name").fill("Loja");
  await choose(page, field("Meta app"), "Another app…");
  await field("App ID").fill(APP.id);
  await field("App secret").fill("the secret of another app");
  await field(/^Id of the number/).fill("not an id!");
  await field(/^Access token/).fill("a token of another number");
  await next.click();
  await expect(dialog).toContainText("digits only, up to 20");
  await expect(field(/^Id of the number/)).toHaveAttribute("aria-invalid", "true");
  await expect(dialog).toContainText("The token cannot have spaces");
  await field(/^Id of the number/).fill(NUMBER.id);
  await field(/^Access token/).fill("token-of-another-number");
  await next.click();
  await expect(dialog).toContainText("Meta says that this is not this app's secret.");
  await expect(field("App secret")).toHaveAttribute("aria-invalid", "true");
  await expectAccessible(page, "the assistant's first step, refused");
  await field("App secret").fill(APP.secret);
  await next.click();
  // The app is there by now, and not asked for again.
  await expect(field("Meta app")).toContainText(APP.name);
  await expect(field(/^Access token/)).toHaveAttribute("aria-invalid", "true");
  await field(/^Access token/).fill(NUMBER.token);
  await next.click();
  await expect(page.getByText("Created the channel “Loja”.")).toBeVisible();

  await expect(dialog).toContainText("Step 2 of 3: Webhook at Meta");
  const address = await field("Callback URL").inputValue();
  expectValue(address).toBe(`${app.url}/webhook/whatsapp/${APP.id}`);
  await expect(status("Waiting for Meta to check this address…")).toBeVisible();
  const asked = `${address}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=`;
  expectValue((await fetch(`${asked}${VERIFY_TOKEN}`)).status, "the environment's token is another app's").toBe(403);
  const checked = await fetch(`${asked}${encodeURIComponent(await field("Verify token").inputValue())}`);
  expectValue([checked.status, await checked.text()]).toEqual([200, "42"]);
  await expect(status("Meta has checked this address.")).toBeVisible();
  await expectAccessible(page, "the assistant's second step");
  await next.click();

  await expect(dialog).toContainText("Step 3 of 3: Test message");
  await expect(dialog).toContainText(`send any message to ${NUMBER.phone}`);
  await expect(dialog.getByRole("link", { name: "Open in WhatsApp" })).toHaveAttribute("href", "https://wa.me/551140001234");
  await expect(status("Waiting for your message…")).toBeVisible();
  await expectAccessible(page, "the assistant's third step");
  const body = () => webhookBody(messageValue(NUMBER.id, [{ from: "5511999990000", text: "Tem alguém aí?", name: "Ana" }]));
  await expect(postWebhook(address, body(), { appSecret: ENVIRONMENTS_SECRET })).rejects.toThrow("401");
  await expect(async () => {
    // Who sees "waiting" may be quicker than the page's first look.
    await postWebhook(address, body(), { appSecret: APP.secret });
    const heard = "We received your test message: “Tem alguém aí?”, from Ana.";
    await expect(status(heard)).toBeVisible({ timeout: 10_000 });
  }).toPass();
  await dialog.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(dialog).toBeHidden();

  await page.reload();
  await hydrated(page);
  const content = await page.content();
  for (const secret of [NUMBER.token, APP.secret]) expectValue(content).not.toContain(secret);
  const { rows } = await app.db.query<{ kept: string }>(
    `SELECT coalesce(c.access_token_encrypted, '') || ' ' || a.app_secret_encrypted AS kept
     FROM channels c JOIN meta_apps a ON a.id = c.meta_app_id WHERE c.phone_number_id = $1`,
    [NUMBER.id],
  );
  expectValue(rows).toHaveLength(1);
  for (const secret of [NUMBER.token, APP.secret]) expectValue(rows[0]?.kept).not.toContain(secret);
  const shop = page.getByRole("listitem").filter({ hasText: NUMBER.phone });
  await expect(shop).toContainText(`App: ${APP.name}`);
  await shop.getByRole("button", { name: "Check connection" }).click();
  const check = page.getByRole("dialog");
  await expect(check).toContainText("Messages from contacts have come in through this channel.");
  await expect(check).toContainText(NUMBER.phone);
});

test("an app's secret is replaced without being shown, and an app that a channel belongs to stays", async () => {
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/channels");
  await page.getByRole("button", { name: `Replace the secrets of “${APP.name}”` }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("App secret")).toHaveValue("");
  await dialog.getByLabel("App secret").fill("not the secret of this app");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toContainText("Meta says that this is not this app's secret.");
  await dialog.getByLabel("App secret").fill(APP.secret);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(`Saved the app “${APP.name}”.`)).toBeVisible();
  await page.getByRole("button", { name: `Remove: ${APP.name}` }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Channels belong to this Meta app.")).toBeVisible();
});

test("publishing chooses the channel that answers, and ends with a link and a code to try it", async () => {
  await app.api("POST", "/channels", { name: "Balcão", phone_number_id: SECOND.id, access_token: SECOND.token });
  const hours = graph({ hours: ["send_message", { message: "Das 8h às 18h." }], stop: ["end"] }, [["hours", "stop"]]);
  const flowId = await makeFlow(app, "Horários", hours);
  const page = await app.visit({ role: "admin" });
  await openBuilder(app, page, flowId);
  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("dialog", { name: "Publish the flow" });
  await choose(page, dialog.getByLabel("Answers on"), "Balcão");
  await expectAccessible(page, "publishing with a channel");
  await dialog.getByRole("button", { name: /^Publish/ }).click();

  await expect(dialog.getByRole("status").filter({ hasText: "Version 1 is live" })).toBeVisible();
  await expect(dialog).toContainText("Whoever writes to Balcão talks to this flow.");
  await expect(dialog.getByRole("link", { name: "Open in WhatsApp" })).toHaveAttribute("href", "https://wa.me/551140005678");
  await expect(dialog.getByRole("img", { name: `QR code that opens the chat with ${SECOND.phone}` })).toBeVisible();
  await expectAccessible(page, "a flow that is live");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();

  await postWebhook(
    `${app.url}/webhook/whatsapp`,
    webhookBody(messageValue(SECOND.id, [{ from: "5511988887777", text: "Que horas abre?" }])),
    {
      appSecret: ENVIRONMENTS_SECRET,
    },
  );
  await app.graph.until((calls) => calls.some(({ phoneNumberId, text }) => phoneNumberId === SECOND.id && text === "Das 8h às 18h."));
  await open(page, "/");
  await expect(page.getByRole("row").filter({ hasText: "Horários" })).toContainText("Answers on Balcão");
});

test("the webhook's address and verify token stand there to be copied, the token only for an administrator", async () => {
  const page = await app.visit({ role: "admin" });
  await open(page, "/console/settings/channels");
  const addresses = page.getByLabel("Callback URL", { exact: true });
  await expect(addresses.last()).toHaveValue(`${app.url}/webhook/whatsapp`);
  await page.getByRole("button", { name: "Copy: Verify token" }).click();
  expectValue(await page.evaluate(() => navigator.clipboard.readText())).toBe(VERIFY_TOKEN);
  const viewer = await app.visit({ role: "viewer" });
  await open(viewer, "/console/settings/channels");
  expectValue(await viewer.content()).not.toContain(VERIFY_TOKEN);
});

async function choose(page: Page, select: Locator, option: string): Promise<void> {
  await select.click();
  await page.getByRole("option", { name: option }).click();
}
