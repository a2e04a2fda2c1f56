import { expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import type { FakeMessage } from "../../../scripts/fakes/webhook.ts";
import { graph } from "../../../scripts/test-setup/graphs.ts";
import { startApiConversation } from "../../../scripts/test-setup/conversation.ts";

const { api, talk, newPhone } = await startApiConversation();
const { receive } = await import("./receive.ts");

const HOUR = 3_600_000;
const send = (message: string): ["send_message", { message: string }] => ["send_message", { message }];
const twoQuestions = graph(
  {
    hello: send("Olá! Qual é o seu nome?"),
    name: ["wait_for_input", { context_key: "nome" }],
    nice: send("Prazer, {{ nome }}! Qual é o seu CPF?"),
    number: ["wait_for_input", { context_key: "cpf" }],
    got: send("Recebido: {{ nome }} / {{ cpf }} / {{ message.type }}"),
    stop: ["end"],
  },
  [
    ["hello", "name"],
    ["name", "nice"],
    ["nice", "number"],
    ["number", "got"],
    ["got", "stop"],
  ],
);
await talk.answerWith(twoQuestions);

const contactOf = async (phone: string) =>
  (await talk.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [phone]))[0]?.id ?? NaN;

/** Posts each, has the flow answer it, and returns all that was said to this person. */
async function exchange(phone: string, ...messages: (string | object)[]): Promise<string[]> {
  for (const message of messages) {
    const fake: FakeMessage = { from: phone, ...(typeof message === "string" ? { text: message } : { raw: message }) };
    await talk.post(fake);
    await talk.advance(await contactOf(phone));
  }
  return (
    await talk.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [
      await contactOf(phone),
    ])
  ).map(({ text }) => text);
}

const interactive = (fields: object) => ({ type: "interactive", ...fields });
const empty: [string, object][] = [
  ["a permission to call", interactive({ interactive: { type: "call_permission_reply", call_permission_reply: { response: "accept" } } })],
  ["a permission without a body", interactive({ interactive: { type: "call_permission_reply" } })],
  ["an interactive without a type", interactive({ errors: [{ code: 131000, title: "Something went wrong" }] })],
  ["an interactive of a kind not known yet", interactive({ interactive: { type: "poll_reply", poll_reply: { id: "1", title: "Sim" } } })],
  ["a text without a body", { type: "text", text: {} }],
  ["a button without text or payload", { type: "button", button: {} }],
  ["no contacts", { type: "contacts", contacts: [] }],
  ["an empty location", { type: "location", location: {} }],
  ["a picture that could not be fetched", { type: "image", image: {}, errors: [{ code: 131052, title: "Media download error" }] }],
  ["what WhatsApp does not deliver", { type: "unsupported", errors: [{ code: 131051, title: "Message type unknown" }] }],
  ["a type not known yet", { type: "hologram", hologram: { text: "Ana" } }],
  ["a reaction", { type: "reaction", reaction: { message_id: "wamid.x", emoji: "👍" } }],
  ["a system notice", { type: "system", system: { type: "customer_identity_changed", body: "Ana mudou de aparelho" } }],
  ["a message in a group", { type: "text", group_id: "G-1", text: { body: "oi, grupo" } }],
];

test.each(empty)("%s is kept and shown, and answers no question", async (_name, raw) => {
  const phone = newPhone();
  expect(await exchange(phone, "oi", raw, "Ana", raw, "123", raw)).toContain("Recebido: Ana / 123 / text");
  const kept = await talk.rows("SELECT FROM messages WHERE contact_id = $1 AND direction = 'inbound'", [await contactOf(phone)]);
  expect(kept).toHaveLength(6);
});

test.each<[string, object]>([
  ["what WhatsApp does not deliver", { type: "unsupported", errors: [{ code: 131060 }], referral: { source_id: "12", ctwa_clid: "ARx" } }],
  ["a type not known yet", { type: "hologram", hologram: {} }],
  ["a tap that could not be delivered", interactive({ errors: [{ code: 131000 }] })],
])("a first contact by %s is answered, and its questions by what comes after it", async (_name, raw) => {
  expect(await exchange(newPhone(), raw, raw, "Ana", "1")).toEqual([
    "Olá! Qual é o seu nome?",
    "Prazer, Ana! Qual é o seu CPF?",
    "Recebido: Ana / 1 / text",
  ]);
});

test("what woke a flow can be asked for by its type and where it came from", async () => {
  const phone = newPhone();
  await talk.answerWith(
    graph({ see: ["decision"], ad: send("{{ message.type }} de {{ message.data.referral.ctwa_clid }}"), other: send("?") }, [
      ["see", "ad", 'message.data.referral.source_id == "120210000000000001" and message.type != "audio"'],
      ["see", "other"],
    ]),
  );
  const referral = { source_id: "120210000000000001", ctwa_clid: "ARx" };
  expect(await exchange(phone, { type: "unsupported", referral })).toEqual(["unsupported de ARx"]);
  expect(await exchange(newPhone(), { type: "text", text: { body: "oi" }, referral })).toEqual(["text de ARx"]);
  await talk.answerWith(twoQuestions);
});

/** When the window closes, as the API says it, in hours from now; null: never opened. */
async function windowOf(phone: string): Promise<number | null> {
  const { body } = await api.call("GET", `/contacts/${await contactOf(phone)}`);
  const { window_closes_at: closes } = body as { window_closes_at: string | null };
  return closes === null ? null : Math.round((Date.parse(closes) - Date.now()) / HOUR);
}

const OPENS: [string, object][] = [
  ["a text", { type: "text", text: { body: "oi" } }],
  ["what WhatsApp does not deliver", { type: "unsupported" }],
  ["a type not known yet", { type: "hologram" }],
];
const OPENS_NOTHING: [string, object][] = [
  ["a message in a group", { type: "text", group_id: "G-1", text: { body: "oi" } }],
  ["what cannot be read in a group", { type: "unsupported", group_id: "G-1" }],
  ["an identity that changed", { type: "system", system: { type: "customer_identity_changed" } }],
  ["a revoke", { type: "revoke", revoke: { original_message_id: "wamid.gone" } }],
  ["an edit", { type: "edit", edit: { original_message_id: "wamid.gone", message: { type: "text", text: { body: "x" } } } }],
  ["a reaction", { type: "reaction", reaction: { message_id: "wamid.x", emoji: "👍" } }],
  ["a permission to call", interactive({ interactive: { type: "call_permission_reply", call_permission_reply: { response: "accept" } } })],
  ["a chat that was opened", { type: "request_welcome" }],
];

test.each([...OPENS.map((each) => [...each, 24] as const), ...OPENS_NOTHING.map((each) => [...each, -6] as const)])(
  "after %s, thirty hours since they wrote, the window is as Meta sees it",
  async (_name, raw, hours) => {
    const phone = newPhone();
    await talk.post({ from: phone, at: Date.now() - 30 * HOUR, text: "oi" });
    await talk.post({ from: phone, raw });
    expect(await windowOf(phone)).toBe(hours);
    // The sender asks the same column.
    const [row] = await talk.rows("SELECT last_inbound_at > now() - interval '24 hours' AS open FROM contacts WHERE wa_id = $1", [phone]);
    expect(row).toEqual({ open: hours > 0 });
  },
);

test.each([
  ["USER_INITIATED", { from: "phone" }, 24],
  ["USER_INITIATED", { from_user_id: "user" }, 24],
  ["BUSINESS_INITIATED", { from: "phone" }, -6],
])("a call, %s by %j", async (direction, by, hours) => {
  const [phone, userId] = [newPhone(), `BR.${newPhone()}`];
  await talk.post({ from: phone, userId, at: Date.now() - 30 * HOUR, text: "oi" });
  const from = "from" in by ? { from: phone } : { from_user_id: userId };
  const call = {
    id: `wacid.${phone}`,
    to: "551140000000",
    event: "connect",
    direction,
    timestamp: `${Math.trunc(Date.now() / 1000)}`,
    ...from,
  };
  const value = { metadata: { phone_number_id: "1001" }, calls: [call] };
  await receive(parseWebhook({ entry: [{ changes: [{ field: "calls", value }] }] }, Date.now()));
  expect(await windowOf(phone)).toBe(hours);
});

test("what was said from the number's own phone is seen in the conversation, once, and is nobody's turn", async () => {
  const phone = newPhone();
  await exchange(phone, "oi", "Ana");
  const echo = (fields: object) => ({ from: "551140000000", timestamp: String(Math.trunc(Date.now() / 1000)), ...fields });
  const value = {
    metadata: { display_phone_number: "551140000000", phone_number_id: "1001" },
    message_echoes: [
      echo({ id: `wamid.E1${phone}`, to: phone, type: "text", text: { body: "Oi, aqui é a Bia" } }),
      echo({ id: `wamid.E2${phone}`, to: phone, type: "image", image: { id: "2001" } }),
      echo({ id: `wamid.E3${phone}`, to: newPhone(), type: "text", text: { body: "a quem nunca escreveu" } }),
      null,
    ],
  };
  const body = { entry: [{ changes: [{ field: "smb_message_echoes", value }] }] };
  for (let times = 0; times < 2; times += 1) await receive(parseWebhook(body, Date.now()));
  await talk.advance(await contactOf(phone));
  const { body: page } = await api.call("GET", `/contacts/${await contactOf(phone)}/messages`);
  expect((page as { items: object[] }).items.slice(0, 2)).toMatchObject([
    { direction: "outbound", type: "image", data: { id: "2001" }, status: "sent", execution_id: null, written_by: "app" },
    { direction: "outbound", type: "text", text: "Oi, aqui é a Bia", status: "sent", written_by: "app" },
  ]);
  expect(await exchange(phone, "123")).toContain("Recebido: Ana / 123 / text");
  expect(await talk.rows("SELECT FROM messages WHERE wamid LIKE 'wamid.E3%'")).toEqual([]);
});

test("what the phone itself said elsewhere, and what another app answers for, triggers nothing", async () => {
  const phone = newPhone();
  const message = { from: phone, id: "wamid.S", timestamp: "1790000000", type: "text", text: { body: "oi" } };
  const metadata = { display_phone_number: "551140000000", phone_number_id: "1001" };
  const echo = { ...message, from: "551140000000", to: phone };
  await receive(
    parseWebhook(
      {
        entry: [
          {
            changes: [
              { field: "smb_message_echoes", value: { metadata, message_echoes: [echo] } },
              { field: "standby", value: { metadata, standby: { messages: [message] } } },
              { field: "history", value: { metadata, history: [{ threads: [{ id: phone, messages: [message] }] }] } },
            ],
          },
        ],
      },
      Date.now(),
    ),
  );
  expect(await talk.rows("SELECT FROM contacts WHERE wa_id = $1", [phone])).toEqual([]);
  expect(await talk.rows("SELECT field FROM webhook_items WHERE field <> 'calls' ORDER BY id DESC LIMIT 3")).toEqual([
    { field: "history" },
    { field: "standby" },
    { field: "smb_message_echoes" },
  ]);
});
