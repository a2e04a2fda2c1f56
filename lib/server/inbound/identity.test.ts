import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { messageValue, statusValue, webhookBody, type FakeMessage } from "../../../scripts/fakes/webhook.ts";
import { graph } from "../../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const twoQuestions = graph(
  {
    hi: ["send_message", { message: "Olá! Qual é o seu nome?" }],
    nome: ["wait_for_input", { context_key: "nome" }],
    then: ["send_message", { message: "Prazer, {{ nome }}! Qual é o seu CPF?" }],
    cpf: ["wait_for_input", { context_key: "cpf" }],
    bye: ["send_message", { message: "Recebido: {{ nome }} / {{ cpf }}" }],
  },
  [
    ["hi", "nome"],
    ["nome", "then"],
    ["then", "cpf"],
    ["cpf", "bye"],
  ],
);

const server = await startTestServer();
const here = await import("./receive.ts");
const { advance } = await import("../advance/advance.ts");
const { startFlow } = await import("../services/executions/start-flow.ts");
// Another web process, with its own memory of who is who, at the same database.
vi.resetModules();
const there = await import("./receive.ts");
const { flowId } = await server.publish(twoQuestions);
await server.channel({ phoneNumberId: "1001", flowId });
afterAll(() => server.close());
beforeEach(async () => {
  await server.rows("DELETE FROM contacts");
  await server.rows("DELETE FROM pgboss.job");
  number = String(Number(number) + 100_000);
});

/** New for each test, because processes remember. */
let number = "5511990000001";
const other = (n: number) => String(Number(number) + n);
/** A second for each message unless told: what Meta says of time has no more. */
let clock = Date.now() - 3_600_000;
type Web = typeof here;
const post = (web: Web, ...messages: FakeMessage[]) =>
  web.receive(
    parseWebhook(
      webhookBody(
        messageValue(
          "1001",
          messages.map((message) => ({ at: (clock += 1_000), ...message })),
        ),
      ),
      Date.now(),
    ),
  );
async function turn(web: Web, ...messages: FakeMessage[]): Promise<void> {
  await post(web, ...messages);
  await advance(await waiting(), { sendBy: "job" });
}
const waiting = async () =>
  (await server.rows<{ id: number }>("SELECT DISTINCT contact_id AS id FROM mailbox WHERE processed_at IS NULL")).map(({ id }) => id);
const news = (system: object, more: Partial<FakeMessage> = {}): FakeMessage => ({ from: null, raw: { type: "system", system }, ...more });
const contacts = () => server.rows("SELECT wa_id, user_id FROM contacts ORDER BY id");
/** What each contact was told, by who they are now. */
async function told(): Promise<Record<string, string[]>> {
  const rows = await server.rows<{ who: string; texts: string[] }>(
    `SELECT concat_ws(' ', c.wa_id, c.user_id) AS who, array_agg(m.text ORDER BY m.id) AS texts
     FROM messages m JOIN contacts c ON c.id = m.contact_id WHERE m.direction = 'outbound' GROUP BY c.id ORDER BY c.id`,
  );
  return Object.fromEntries(rows.map(({ who, texts }) => [who, texts]));
}
const GREETING = "Olá! Qual é o seu nome?";
const BOTH = [GREETING, "Prazer, Lia! Qual é o seu CPF?"];

const card = (origin: string, ...waIds: string[]): FakeMessage["raw"] => ({
  type: "contacts",
  contacts: waIds.map((waId) => ({ origin, name: { formatted_name: "Lia" }, phones: [{ phone: `+${waId}`, wa_id: waId }] })),
});

test("who shares their own number has it from then on, and is the contact who was known by it alone", async () => {
  await turn(here, { from: null, userId: "BR.1n" });
  await turn(here, { from: null, userId: "BR.1n", raw: card("contact_request", number) });
  expect(await contacts()).toEqual([{ wa_id: number, user_id: "BR.1n" }]);
  // Seen by the other process, too, and by what comes without the number.
  await turn(there, { from: null, userId: "BR.1n", text: "Lia" });
  expect(await contacts()).toEqual([{ wa_id: number, user_id: "BR.1n" }]);
  await turn(here, { from: other(1) });
  await turn(here, { from: null, userId: "BR.2n" });
  await turn(here, { from: null, userId: "BR.2n", raw: card("contact_request", other(1)) });
  expect(await contacts()).toEqual(
    expect.arrayContaining([
      { wa_id: number, user_id: "BR.1n" },
      { wa_id: other(1), user_id: "BR.2n" },
    ]),
  );
  expect(await contacts()).toHaveLength(2);
});

test("a card that somebody has in their address book, or one among several, gives nobody a number", async () => {
  await turn(here, { from: null, userId: "BR.3n", raw: card("other", number) });
  await turn(here, { from: null, userId: "BR.3n", raw: card("contact_request", number, other(1)) });
  expect(await contacts()).toEqual([{ wa_id: null, user_id: "BR.3n" }]);
  // A number that Meta names goes before one that is shared.
  await turn(here, { from: other(2), userId: "BR.4n", raw: card("contact_request", number) });
  expect(await contacts()).toContainEqual({ wa_id: other(2), user_id: "BR.4n" });
});

test("a conversation goes on under a user id that has changed", async () => {
  await turn(here, { from: null, userId: "BR.1a" });
  await turn(here, news({ type: "user_changed_user_id", user_id: "BR.2a", previous_user_id: "BR.1a" }));
  await turn(here, { from: null, userId: "BR.2a", text: "Lia" });
  expect(await told()).toEqual({ "BR.2a": BOTH });
  expect(await contacts()).toHaveLength(1);
  expect(await server.rows("SELECT type FROM messages WHERE direction = 'inbound' ORDER BY id")).toEqual([
    { type: "text" },
    { type: "system" },
    { type: "text" },
  ]);
});

test.each<[string, (to: string) => FakeMessage, string | null]>([
  ["as today", (to) => news({ type: "user_changed_number", wa_id: to, user_id: "BR.2", previous_user_id: "BR.1" }), "BR.1"],
  ["with the sender", (to) => news({ type: "user_changed_number", wa_id: to, user_id: "BR.2" }, { from: number }), null],
  ["with new_wa_id", (to) => news({ type: "customer_changed_number", new_wa_id: to }, { from: number }), null],
  ["with customer", (to) => news({ type: "customer_changed_number", wa_id: to, customer: number }, { from: to }), null],
])("a number changes, %s: the talk goes on there, and whoever gets the old number is somebody new", async (_as, changed, userId) => {
  const who = userId === null ? {} : { userId };
  await turn(here, { from: number, ...who });
  await turn(there, changed(other(1)));
  // In the same second, at a process that remembers who had the number.
  clock -= 1_000;
  await turn(here, { from: number, text: "alô", ...(userId === null ? {} : { userId: "BR.9" }) });
  await turn(there, { from: other(1), text: "Lia", ...(userId === null ? {} : { userId: "BR.2" }) });
  expect(Object.values(await told())).toEqual([BOTH, [GREETING]]);
  expect(await contacts()).toMatchObject([{ wa_id: other(1) }, { wa_id: number }]);
});

test("in one POST each is whose it was when it was written, and a repeated POST changes nothing", async () => {
  await turn(here, { from: number, text: "oi" });
  const all: FakeMessage[] = [
    { id: `wamid.${number}.2`, from: number, text: "Lia" },
    news({ type: "user_changed_number", wa_id: other(1) }, { id: `wamid.${number}.3`, from: number }),
    { id: `wamid.${number}.4`, from: number, text: "alô" },
    { id: `wamid.${number}.5`, from: other(1), text: "(de novo)" },
  ].map((message) => ({ ...message, at: (clock += 0) }));
  await turn(here, ...all);
  for (const web of [there, here]) await turn(web, ...all);
  await turn(there, { from: other(1), text: "123" });
  expect(Object.values(await told())).toEqual([[...BOTH, "Recebido: Lia / 123"], [GREETING]]);
  expect(await contacts()).toHaveLength(2);
});

test("what was said under the new ids before the news came is joined, and the conversation that waits goes on", async () => {
  await turn(here, { from: number, userId: "BR.1c" });
  await server.rows(`UPDATE contacts SET fields = '{"plano":"ouro"}'`);
  const sent = clock + 1_000;
  clock += 2_000;
  await turn(there, { from: other(1), userId: "BR.2c", text: "Olha meu número novo" });
  await turn(here, news({ type: "user_changed_number", wa_id: other(1), user_id: "BR.2c", previous_user_id: "BR.1c" }, { at: sent }));
  await turn(there, { from: other(1), userId: "BR.2c", text: "Lia" });
  expect(await told()).toEqual({ [`${other(1)} BR.2c`]: [GREETING, GREETING, BOTH[1]] });
  expect(await server.rows("SELECT fields, last_inbound_at >= to_timestamp($1::float8 / 1000) AS heard FROM contacts", [sent])).toEqual([
    { fields: { plano: "ouro" }, heard: true },
  ]);
  expect(await server.rows("SELECT status, state->'problem'->>'code' AS why FROM executions ORDER BY id")).toEqual([
    { status: "waiting", why: null },
    { status: "cancelled", why: "same_person" },
  ]);
});

test("what waited for a contact that is joined to another is not left lying", async () => {
  await turn(here, { from: null, userId: "BR.1d" });
  await post(here, { from: null, userId: "BR.2d", text: "Lia" });
  await server.rows("DELETE FROM pgboss.job");
  await post(there, news({ type: "user_changed_user_id", user_id: "BR.2d", previous_user_id: "BR.1d" }));
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts");
  const jobs = await server.rows<{ name: string; data: object }>("SELECT name, data FROM pgboss.job ORDER BY name");
  expect(jobs).toEqual(["advance", "send"].map((name) => ({ name, data: { contactIds: [contact?.id] } })));
  await advance(await waiting(), { sendBy: "job" });
  expect(await told()).toEqual({ "BR.2d": BOTH });
});

test("a process that dies between the news and what came with it has done nothing that its repetition does not mend", async () => {
  await turn(here, { from: number, userId: "BR.1e" });
  const all: FakeMessage[] = [
    { id: `wamid.${number}.a`, ...news({ type: "user_changed_number", wa_id: other(1), user_id: "BR.2e", previous_user_id: "BR.1e" }) },
    { id: `wamid.${number}.b`, from: other(1), userId: "BR.2e", text: "Lia" },
    { id: `wamid.${number}.c`, from: number, userId: "BR.9e", text: "alô" },
  ].map((message) => ({ ...message, at: (clock += 1_000) }));
  await server.rows("ALTER TABLE messages ADD CONSTRAINT refused CHECK (text <> 'Lia') NOT VALID");
  await expect(post(here, ...all)).rejects.toThrow("refused");
  await server.rows("ALTER TABLE messages DROP CONSTRAINT refused");
  await turn(there, ...all);
  expect(await told()).toEqual({ [`${other(1)} BR.2e`]: BOTH, [`${number} BR.9e`]: [GREETING] });
});

test("a flow started for one form of a number goes on when the answer comes from the other, and a status alone tells the form", async () => {
  const [long, short] = ["5584987650101", "558487650101"];
  const start = () => startFlow({ actor: { id: "test" }, flowId, waId: long, context: {} });
  const { contact_id: contactId } = await start();
  await turn(there, { from: short, text: "Lia" });
  expect(await told()).toEqual({ [short]: BOTH });
  expect((await start()).contact_id).toBe(contactId);

  const started = await startFlow({ actor: { id: "test" }, flowId, waId: "5491123456789", context: {} });
  await server.rows("UPDATE messages SET status = 'sent', wamid = 'wamid.ar' WHERE contact_id = $1", [started.contact_id]);
  const status = { id: "wamid.ar", status: "delivered", recipient: "541123456789" };
  await here.receive(parseWebhook(webhookBody(statusValue("1001", [status])), Date.now()));
  expect(await server.rows("SELECT wa_id FROM contacts WHERE id = $1", [started.contact_id])).toEqual([{ wa_id: "541123456789" }]);
});

test("a flow is not started for somebody who leaves the number at that moment", async () => {
  await turn(here, { from: number, userId: "BR.1f" });
  const changed = news({ type: "user_changed_number", wa_id: other(1), user_id: "BR.2f", previous_user_id: "BR.1f" });
  const [started] = await Promise.all([startFlow({ actor: { id: "test" }, flowId, waId: number, context: {} }), post(there, changed)]);
  const [contact] = await server.rows<{ wa_id: string }>("SELECT wa_id FROM contacts WHERE id = $1", [started.contact_id]);
  const [mover] = await server.rows<{ id: number }>("SELECT id FROM contacts WHERE user_id = 'BR.2f'");
  // Before the news it is hers, after it somebody else's.
  if (started.contact_id !== mover?.id) expect(contact?.wa_id).toBe(number);
  expect((await startFlow({ actor: { id: "test" }, flowId, waId: number, context: {} })).contact_id).not.toBe(mover?.id);
});

test("a number in doubt is not written to where there is a user id, until Meta names it again", async () => {
  const { recordResultsAndClaim } = await import("../effects/send_message/outbox.ts");
  await server.rows("UPDATE channels SET access_token_encrypted = 'x'");
  const claimed = async () => {
    await turn(here, { from: null, userId: "BR.2g", text: "Lia" });
    const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts");
    const [message] = await recordResultsAndClaim([], [contact?.id ?? NaN]);
    await server.rows("UPDATE messages SET status = 'sent' WHERE direction = 'outbound'");
    return [message?.wa_id, message?.user_id];
  };
  await turn(here, { from: number, userId: "BR.1g" });
  await turn(here, news({ type: "user_changed_user_id", user_id: "BR.2g", previous_user_id: "BR.1g" }));
  expect(await claimed()).toEqual([null, "BR.2g"]);
  await turn(there, { from: number, userId: "BR.2g", text: "123" });
  expect(await claimed()).toEqual([number, "BR.2g"]);
  await server.rows("UPDATE channels SET access_token_encrypted = NULL");
});

test("many people who swap numbers, told to two processes at once, are never mixed and end as one contact each", async () => {
  const people = Array.from({ length: 6 }, (_, n) => ({ n, number: other(10 + n), user: 0 }));
  const name = (n: number, user: number) => `BR.s${number}x${n}x${user}`;
  for (let round = 0; round < 6; round += 1) {
    const say = (n: number, from: string, user: number) => ({ from, userId: name(n, user), text: `de ${n}`, at: (clock += 1_000) });
    const told: FakeMessage[] = people.map(({ n, number: from, user }) => say(n, from, user));
    const [a, b] = [people[round], people[(round + 3) % 6]];
    if (a === undefined || b === undefined) throw new Error("there are six");
    [a.number, b.number] = [b.number, a.number];
    const at = (clock += 1_000);
    for (const each of [a, b]) {
      each.user += 1;
      const [user_id, previous_user_id] = [name(each.n, each.user), name(each.n, each.user - 1)];
      told.push(news({ type: "user_changed_number", wa_id: each.number, user_id, previous_user_id }, { at }));
      told.push(say(each.n, each.number, each.user));
    }
    await Promise.all(told.flatMap((message, n) => [post(n % 2 === 0 ? here : there, message), post(n % 3 === 0 ? here : there, message)]));
  }
  expect(await server.rows("SELECT wa_id, user_id FROM contacts ORDER BY user_id")).toEqual(
    people.map(({ n, number: waId, user }) => ({ wa_id: waId, user_id: name(n, user) })),
  );
  const mixed = "SELECT contact_id FROM messages WHERE type = 'text' GROUP BY contact_id HAVING count(DISTINCT text) > 1";
  expect(await server.rows(mixed)).toEqual([]);
});
