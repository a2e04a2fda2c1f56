import { expect, test } from "vitest";
import type { AiRequest } from "#lib/effects/complete_ai/effect.ts";
import type { FakeMessage } from "../../../scripts/fakes/webhook.ts";
import { startApiConversation } from "../../../scripts/test-setup/conversation.ts";
import { graph } from "../../../scripts/test-setup/graphs.ts";

const { api, talk, newPhone } = await startApiConversation();
const { withholdDeleted } = await import("../effects/complete_ai/withhold-deleted.ts");

/** Says nothing and hears nothing for a while, then asks. */
const busyThenAsks = graph(
  {
    wait: ["send_message", { message: "Um momento…", delay_seconds: 600 }],
    ask: ["send_message", { message: "Em qual cidade você está?" }],
    hear: ["wait_for_input", { context_key: "cidade", hears_earlier: true }],
    got: ["send_message", { message: "Cidade: {{ cidade }} de {{ message.data.referral.source_id }}", delay_seconds: 600 }],
    later: ["send_message", { message: "Ainda: {{ cidade }}" }],
  },
  [
    ["wait", "ask"],
    ["ask", "hear"],
    ["hear", "got"],
    ["got", "later"],
  ],
);
await talk.answerWith(busyThenAsks);

let number = 0;
const newId = () => `wamid.C${(number += 1)}`;
const text = (from: string, id: string, words: string, more: object = {}): FakeMessage => ({
  from,
  id,
  raw: { type: "text", text: { body: words }, ...more },
});
const edit = (from: string, original: string, words: string, at?: number): FakeMessage => ({
  from,
  ...(at === undefined ? {} : { at }),
  raw: { type: "edit", edit: { original_message_id: original, message: { type: "text", text: { body: words } } } },
});
const revoke = (from: string, original: string): FakeMessage => ({
  from,
  raw: { type: "revoke", revoke: { original_message_id: original } },
});

const contactOf = async (phone: string) =>
  (await talk.rows<{ id: number }>("SELECT id FROM contacts WHERE wa_id = $1", [phone]))[0]?.id ?? NaN;

/** Lets what the flow waits for be over. */
async function letTimePass(phone: string): Promise<void> {
  const contactId = await contactOf(phone);
  await talk.rows(
    `WITH due AS (UPDATE scheduled_actions SET status = 'fired' WHERE contact_id = $1 AND status = 'pending' RETURNING execution_id, token)
     INSERT INTO mailbox (contact_id, kind, payload, execution_id) SELECT $1, 'timer_fired', jsonb_build_object('token', token), execution_id FROM due`,
    [contactId],
  );
  await talk.advance(contactId);
}
const said = async (phone: string) =>
  (
    await talk.rows<{ text: string }>("SELECT text FROM messages WHERE contact_id = $1 AND direction = 'outbound' ORDER BY id", [
      await contactOf(phone),
    ])
  ).map((row) => row.text);

interface Shown {
  wamid: string;
  text: string;
  edited_at: string | null;
  deleted_at: string | null;
}
/** The message as the API shows it. */
async function shown(phone: string, wamid: string): Promise<Shown | undefined> {
  const { body } = await api.call("GET", `/contacts/${await contactOf(phone)}/messages?limit=100`);
  return (body as { items: Shown[] }).items.find((message) => message.wamid === wamid);
}

/** Someone whose conversation listens to nothing right now. */
async function busy(): Promise<string> {
  const phone = newPhone();
  await talk.say(phone, "oi");
  return phone;
}

const referral = { referral: { source_id: "900" } };
const orders: [string, (phone: string, id: string, news: FakeMessage) => Promise<void>][] = [
  [
    "after it",
    async (phone, id, news) => {
      await talk.post(text(phone, id, "Recfie", referral));
      await talk.advance(await contactOf(phone));
      await talk.post(news);
    },
  ],
  ["in one POST", (phone, id, news) => talk.post(text(phone, id, "Recfie", referral), news)],
  ["before it in one POST", (phone, id, news) => talk.post(news, text(phone, id, "Recfie", referral))],
  [
    "before it",
    async (phone, id, news) => {
      await talk.post(news);
      await talk.post(text(phone, id, "Recfie", referral));
    },
  ],
  [
    "twice, before and after it",
    async (phone, id, news) => {
      await talk.post(news);
      await talk.post(text(phone, id, "Recfie", referral), news);
    },
  ],
];

test.each(orders)("an edit that comes %s amends what nobody has read", async (_name, arrive) => {
  const [phone, id] = [await busy(), newId()];
  await arrive(phone, id, { ...edit(phone, id, "Recife"), id: newId() });
  await letTimePass(phone);
  expect((await said(phone)).at(-1)).toBe("Cidade: Recife de 900");
  expect(await shown(phone, id)).toMatchObject({ text: "Recife", edited_at: expect.any(String), deleted_at: null });
  expect(await talk.rows("SELECT FROM early_changes")).toEqual([]);
});

test.each(orders)("a deletion that comes %s takes back what nobody has read", async (_name, arrive) => {
  const [phone, id] = [await busy(), newId()];
  await arrive(phone, id, { ...revoke(phone, id), id: newId() });
  await letTimePass(phone);
  await talk.say(phone, "Olinda");
  expect((await said(phone)).at(-1)).toBe("Cidade: Olinda de ");
  expect(await shown(phone, id)).toMatchObject({ edited_at: null, deleted_at: expect.any(String) });
  expect(await talk.rows("SELECT FROM mailbox WHERE payload::text LIKE '%Recfie%'")).toEqual([]);
  expect(await talk.rows("SELECT FROM early_changes")).toEqual([]);
});

test("what has been read is only marked", async () => {
  const [phone, [edited, deleted]] = [await busy(), [newId(), newId()]];
  await letTimePass(phone);
  await talk.say(phone, "Recfie", { id: edited });
  await talk.post(edit(phone, edited, "Recife"));
  await letTimePass(phone);
  expect((await said(phone)).slice(-2)).toEqual(["Cidade: Recfie de ", "Ainda: Recfie"]);
  expect(await shown(phone, edited)).toMatchObject({ text: "Recfie", edited_at: expect.any(String) });

  await talk.say(phone, "oi de novo");
  await letTimePass(phone);
  await talk.say(phone, "Belém", { id: deleted });
  await talk.post(revoke(phone, deleted), edit(phone, deleted, "Natal"));
  await letTimePass(phone);
  expect((await said(phone)).at(-1)).toBe("Ainda: Belém");
  expect(await shown(phone, deleted)).toMatchObject({ text: "Belém", edited_at: null, deleted_at: expect.any(String) });
});

test("of several edits the newest counts, however they arrive, and a deletion is for good", async () => {
  const [phone, id, gone] = [await busy(), newId(), newId()];
  const now = Date.now();
  await talk.post(edit(phone, id, "Recife!", now - 10_000), edit(phone, id, "Reciffe", now - 20_000));
  await talk.post(text(phone, id, "Recfie"), text(phone, gone, "Natal"));
  await talk.post(edit(phone, id, "Reccife", now - 30_000));
  await talk.post(revoke(phone, gone));
  await talk.post(edit(phone, gone, "Natal!", now));
  await letTimePass(phone);
  expect((await said(phone)).at(-1)).toBe("Cidade: Recife! de ");
});

test("nobody changes another's message, nor what we said", async () => {
  const [phone, other, id] = [await busy(), newPhone(), newId()];
  await talk.post(text(phone, id, "Recife"));
  await talk.post(edit(other, id, "Natal"), revoke(other, id));
  await talk.rows("UPDATE messages SET wamid = $2 WHERE contact_id = $1 AND direction = 'outbound'", [
    await contactOf(phone),
    "wamid.OURS",
  ]);
  await talk.post(revoke(phone, "wamid.OURS"));
  await letTimePass(phone);
  expect(await shown(phone, "wamid.OURS")).toMatchObject({ text: "Um momento…", deleted_at: null });
  expect((await said(phone)).at(-1)).toBe("Cidade: Recife de ");
});

test("a caption is edited with its picture, and a text that is edited to nothing answers nothing", async () => {
  const [phone, photo, empty] = [await busy(), newId(), newId()];
  await talk.post({ from: phone, id: photo, raw: { type: "image", image: { id: "2001", caption: "meu rg" } } });
  await talk.post({
    from: phone,
    raw: { type: "edit", edit: { original_message_id: photo, message: { type: "image", image: { caption: "minha CNH" } } } },
  });
  await talk.post(text(phone, empty, "x"), edit(phone, empty, " "));
  expect(
    await talk.rows("SELECT payload FROM mailbox WHERE contact_id = $1 AND processed_at IS NULL ORDER BY id", [await contactOf(phone)]),
  )
    // prettier-ignore
    .toEqual([
      { payload: { message: { id: photo, type: "image", text: "minha CNH", data: expect.objectContaining({ id: "2001" }) } } },
      { payload: { message: { id: empty, type: "text", text: " ", data: {} }, answers: false } },
    ]);
});

test("news of a message waits for whoever is reading, and what it read stays read", async () => {
  const [phone, id] = [await busy(), newId()];
  await talk.post(text(phone, id, "Recfie"));
  await talk.heldUp(await contactOf(phone), () => talk.post(edit(phone, id, "Recife")));
  await letTimePass(phone);
  expect((await said(phone)).at(-1)).toBe("Cidade: Recife de ");
});

test("an edit and its message that two processes store at one moment find each other", async () => {
  const [phone, id] = [await busy(), newId()];
  const contactId = await contactOf(phone);
  const holder = await api.db.connect();
  try {
    // As another process that is about to commit the message: it holds the contact's row, and nobody sees it yet.
    await holder.query("BEGIN");
    await holder.query("SELECT FROM contacts WHERE id = $1 FOR KEY SHARE", [contactId]);
    await talk.post(edit(phone, id, "Recife"));
    expect(await talk.rows("SELECT FROM early_changes WHERE wamid = $1", [id])).toHaveLength(1);
    const payload = JSON.stringify({ message: { id, type: "text", text: "Recfie", data: {} } });
    await holder.query(
      `INSERT INTO messages (channel_id, contact_id, direction, wamid, type, text, data, status)
        VALUES ($1, $2, 'inbound', $3, 'text', 'Recfie', '{}', 'received')`,
      [talk.channelId, contactId, id],
    );
    await holder.query("INSERT INTO mailbox (contact_id, kind, payload) VALUES ($1, 'message_received', $2)", [contactId, payload]);
    await holder.query("COMMIT");
  } finally {
    holder.release();
  }
  const { lookAgain } = await import("./changes.ts");
  await lookAgain([{ channel_id: talk.channelId, contact_id: contactId, wamid: id, message: null, at: "now" }]);
  await letTimePass(phone);
  expect((await said(phone)).at(-1)).toBe("Cidade: Recife de ");
});

test("an erased person's edits leave nothing, and bring nothing back", async () => {
  const [phone, known, unknown] = [await busy(), newId(), newId()];
  await talk.post(text(phone, known, "segredo"), edit(phone, unknown, "segredo"));
  await api.call("DELETE", `/contacts/${await contactOf(phone)}`, { token: api.tokens.admin });
  expect(await talk.rows("SELECT FROM early_changes")).toEqual([]);
  await talk.post(edit(phone, known, "segredo"), text(phone, unknown, "segredo"));
  expect(await talk.rows("SELECT FROM early_changes")).toEqual([]);
  expect(await talk.rows("SELECT FROM messages WHERE wamid = $1", [unknown])).toEqual([]);
});

test("deleted words go to no model, by whichever way a flow kept them", async () => {
  const [phone, id] = [await busy(), newId()];
  await letTimePass(phone);
  const { executionId } = await talk.say(phone, "minha senha é 1234", { id });
  const asked: AiRequest = {
    system: "Cidade: minha senha é 1234",
    messages: [
      { role: "user", content: "minha senha é 1234" },
      { role: "assistant", content: "Anotado." },
      { role: "user", content: "E agora?" },
    ],
    model: null,
    temperature: null,
    max_tokens: null,
    extra_body: null,
    include_response: false,
  };
  expect(await withholdDeleted(asked, executionId)).toEqual(asked);
  await talk.post(revoke(phone, id));
  const told = await withholdDeleted(asked, executionId);
  expect(JSON.stringify(told)).not.toContain("1234");
  expect(told.messages).toEqual([{ role: "user", content: "[…]" }, ...asked.messages.slice(1)]);
  // Said again and let stand.
  await talk.post(text(phone, newId(), "minha senha é 1234"));
  expect(await withholdDeleted(asked, executionId)).toEqual(asked);
});
