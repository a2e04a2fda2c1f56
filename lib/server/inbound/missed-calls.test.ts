import { expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { webhookBody } from "../../../scripts/fakes/webhook.ts";
import { startApiConversation } from "../../../scripts/test-setup/conversation.ts";
import { answerOnce } from "../../../scripts/test-setup/graphs.ts";
import { testServer } from "../../../scripts/test-setup/server.ts";

const { api, talk, newPhone } = await startApiConversation();
const { receive } = await import("./receive.ts");
await talk.answerWith(answerOnce);

/** As Meta tells of a call. */
const call = async (from: string, id: string, fields: object = { event: "terminate", status: "FAILED" }) => {
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "551140000001", phone_number_id: "1001" },
    calls: [{ id, from, to: "551140000001", direction: "USER_INITIATED", timestamp: String(Math.floor(Date.now() / 1_000)), ...fields }],
  };
  const [body] = [webhookBody(value)] as [{ entry: { changes: { field: string }[] }[] }];
  const [change] = body.entry[0]?.changes ?? [];
  if (change) change.field = "calls";
  await receive(parseWebhook(body, Date.now()));
};
const contacts = (phone: string) => talk.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [phone]);
const begun = async (phone: string) => {
  const [contact] = await contacts(phone);
  if (contact === undefined) return [];
  await talk.advance(contact.id);
  return talk.rows<{ flow_id: number; started_by: object }>(
    "SELECT flow_id, started_by FROM executions WHERE contact_id = $1 ORDER BY id",
    [contact.id],
  );
};

test("without a trigger for it a missed call makes nobody a contact and begins nothing", async () => {
  const phone = newPhone();
  await call(phone, "wacid.none");
  expect(await contacts(phone)).toEqual([]);
});

test("a missed call begins the flow that has a trigger for it, once however often Meta tells; a call that was taken does not", async () => {
  const { flowId } = await testServer("", api.db).publish({
    ...answerOnce,
    triggers: [{ id: "missed", type: "missed_call", priority: 100, on_open: "ignore" }],
  });
  const phone = newPhone();
  await call(phone, "wacid.rings", { event: "connect" });
  await call(phone, "wacid.taken", { event: "terminate", status: "COMPLETED", duration: 12 });
  expect(await begun(phone)).toEqual([]);
  await call(phone, "wacid.missed");
  await call(phone, "wacid.missed");
  expect(await begun(phone)).toEqual([{ flow_id: flowId, started_by: { type: "missed_call", trigger: "missed" } }]);
  await call(phone, "wacid.missed");
  expect(await begun(phone)).toHaveLength(1);
  const [contact] = await contacts(phone);
  expect(
    await talk.rows(
      `SELECT type, last_inbound_at IS NOT NULL AS open FROM messages JOIN contacts c ON c.id = contact_id
        WHERE contact_id = $1 AND direction = 'inbound'`,
      [contact?.id],
    ),
  ).toEqual([{ type: "call_missed", open: true }]);
});
