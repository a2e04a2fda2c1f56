import { beforeEach, expect, test } from "vitest";
import { echo } from "../../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../../scripts/test-setup/conversation.ts";

const { api, talk } = await startApiConversation();
const { flowId } = await talk.answerWith(echo);

beforeEach(async () => {
  await talk.rows("DELETE FROM contacts");
  await talk.rows("UPDATE channels SET default_country = NULL");
  const { clearContactCache } = await import("../../contacts/resolve.ts");
  clearContactCache();
});

const start = (contact: string) => api.call("POST", "/flows/start", { json: { flow_id: flowId, contact } });
const numbers = async () => (await talk.rows<{ wa_id: string }>("SELECT wa_id FROM contacts ORDER BY id")).map((row) => row.wa_id);
const country = (default_country: string | null) => api.call("PATCH", `/channels/${talk.channelId}`, { json: { default_country } });

test.each(["(11) 99999-0037", "11999990037", "4155551212", "5511999990037", "011 99999-0037"])(
  "%s is nobody's number until it has a country",
  async (contact) => {
    const { status, body } = await start(contact);
    expect(status).toBe(422);
    expect(body).toMatchObject({ type: expect.stringMatching(/phone-without-country$/), errors: [{ pointer: "/contact" }] });
    expect(body.detail).toContain("default_country");
    expect(await numbers()).toEqual([]);
  },
);

test.each([
  ["(11) 99999-0037", "5511999990037"],
  ["5511999990037", "5511999990037"],
  ["+55 011 99999-0037", "5511999990037"],
  ["0041 79 123 45 67", "41791234567"],
])("on a channel of Brazil %s is %s", async (contact, waId) => {
  expect((await country("br")).body.default_country).toBe("BR");
  expect((await start(contact)).status).toBe(201);
  expect(await numbers()).toEqual([waId]);
});

test("a number that the default country does not have is not written to", async () => {
  await country("US");
  const { status, body } = await start("5511999990037");
  expect([status, body.type.split(":").at(-1)]).toEqual([422, "phone-without-country"]);
  expect((await country("XX")).status).toBe(422);
  expect((await country("Brasil")).status).toBe(422);
});

test("digits that a contact is known by are that contact, in either form of the number, and nobody else's", async () => {
  await talk.say("551199990037", "oi");
  expect((await start("551199990037")).status).toBe(201);
  expect((await start("5511999990037")).status).toBe(201);
  expect((await start("1199990037")).status).toBe(422);
  expect(await numbers()).toEqual(["551199990037"]);
});

test("a contact is found however its number is written", async () => {
  await talk.say("551199990037", "oi");
  await talk.say("4155551212", "oi");
  const found = async (search: string) =>
    (await api.call("GET", `/contacts?search=${encodeURIComponent(search)}`)).body.items.map(({ wa_id }: { wa_id: string }) => wa_id);
  for (const text of ["+55 11 99999-0037", "+55 011 99999-0037", "0055 11 9999 0037", "9999-0037", "011 9999-0037"])
    expect(await found(text), text).toEqual(["551199990037"]);
  expect(await found("415 555")).toEqual(["4155551212"]);
  expect(await found("+351 912 345 678")).toEqual([]);
});
