import { beforeAll, test } from "vitest";
import { expectAccessible } from "../../../../scripts/test-setup/accessible.ts";
import { expect, open, startConsole } from "../../../../scripts/test-setup/console.ts";

const app = startConsole();

beforeAll(async () => {
  await app.api("POST", "/channels", { name: "Loja", phone_number_id: "1000000000000009" });
});

/** Somebody whose message, of ten minutes ago, no flow has taken. */
async function unanswered(phone: string, name: string): Promise<number> {
  const { rows } = await app.db.query<{ id: number }>(
    `WITH contact AS (INSERT INTO contacts (channel_id, wa_id, name)
       SELECT min(id), $1, $2 FROM channels WHERE phone_number_id NOT LIKE 'simul%' RETURNING id, channel_id),
     entry AS (INSERT INTO mailbox (contact_id, kind, payload, created_at, processed_at)
       SELECT id, 'message_received', '{}', now() - interval '10 min', now() FROM contact)
     INSERT INTO messages (channel_id, contact_id, direction, type, status, text)
     SELECT channel_id, id, 'inbound', 'text', 'received', 'Alguém aí?' FROM contact RETURNING contact_id AS id`,
    [phone, name],
  );
  return Number(rows[0]?.id);
}

test.each([
  ["pt-BR", 1280, "Sem resposta", "Nenhum fluxo pegou a mensagem", "Dar por resolvido", "Ninguém ficou sem resposta"],
  ["en", 390, "Unanswered", "No flow took the message", "Mark as settled", "Nobody is without an answer"],
] as const)(
  "who has no answer is listed with the reason and settled by keyboard: %s at %i px",
  async (locale, width, title, why, settle, empty) => {
    const id = await unanswered(width === 390 ? "5511900000391" : "5511900000390", "Érica Núñez");
    const page = await app.visit({ locale, width });
    await open(page, "/console/unanswered");
    await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
    const row = page.locator("tbody tr", { hasText: "Érica Núñez" });
    await expect(row).toContainText("Alguém aí?");
    await expect(row.getByText(why).locator("visible=true")).toHaveCount(1);
    await expectAccessible(page, `the unanswered in ${locale} at ${width}`);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await row.getByRole("button", { name: `${settle}: Érica Núñez` }).press("Enter");
    await expect(page.getByText(empty)).toBeVisible();
    const { rows } = await app.db.query<{ settled: boolean }>("SELECT settled_at IS NOT NULL AS settled FROM contacts WHERE id = $1", [id]);
    expect(rows[0]?.settled).toBe(true);
  },
);

test("their number stands on the navigation and leads to the list", async () => {
  await unanswered("5511900000392", "João Sá");
  const page = await app.visit({ locale: "pt-BR", width: 1280 });
  // Counted twice a minute at most.
  await page.route("**/api/v1/health", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ json: { ...((await response.json()) as object), unanswered: 1 } });
  });
  await open(page, "/");
  await page.getByRole("navigation").getByRole("link", { name: "1 pessoa sem resposta" }).click();
  await page.waitForURL("**/console/unanswered");
  await page.locator("tbody tr", { hasText: "João Sá" }).getByRole("link", { name: "João Sá" }).click();
  await page.waitForURL("**/console/contacts/*");
});
