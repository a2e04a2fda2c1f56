import { beforeEach, expect, test, vi } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { graphError, startFakeGraph, type GraphReply } from "../../../../scripts/fakes/graph-api.ts";
import { statusValue, webhookBody } from "../../../../scripts/fakes/webhook.ts";
import { once, startSending, texts } from "../../../../scripts/test-setup/send.ts";

const {
  graph,
  server,
  channelId,
  wake,
  contact,
  phone,
  messages,
  statuses,
  wakeJobs,
  become,
  settled,
  hasJob,
  withToken,
  itsTimeHasCome,
  stop,
} = await startSending();
const { receive } = await import("../../inbound/receive.ts");
const { log } = await import("../../platform/log.ts");
const { inTransaction } = await import("../../platform/db.ts");
const { encryptSecret } = await import("../../platform/crypto.ts");
const { resumeChannel } = await import("../../state/channel-pause.ts");

const complaints = vi.spyOn(log, "error");
beforeEach(() => void complaints.mockClear());

/** Takes the table away that results are stored with. Resolves when a result could not be stored, with what gives it back. */
async function nothingIsStored(act: () => void): Promise<() => Promise<unknown>> {
  await server.rows("ALTER TABLE message_status_events RENAME TO away");
  act();
  await expect.poll(() => complaints.mock.calls.map(([, text]) => text)).toContain("send results not stored, trying again");
  return () => server.rows("ALTER TABLE away RENAME TO message_status_events");
}

test.each([
  ["429 without a body", { status: 429, body: "", headers: { "retry-after": "7" } }, "throttle", true],
  ["the number's rate limit", { status: 400, body: graphError(130429) }, "throttle", true],
  ["the pair rate limit", { status: 400, body: graphError(131056) }, "throttle", false],
  ["an expired token", { status: 401, body: graphError(190, "Error validating access token: EAAsecretsecret1234") }, "auth", true],
  ["a billing problem", { status: 400, body: graphError(131042) }, "billing", true],
])(
  "%s: refused before it was processed, so it is tried again later and what is behind it waits",
  async (_name, answer, errorClass, paused) => {
    graph.options.answer = once(answer);
    const id = await contact("1", "2");
    wake(id);
    await graph.until((calls) => calls.length === 1);
    await hasJob();
    expect(await messages(id)).toMatchObject([
      { status: "queued", wamid: null, attempts: 1, error: { class: errorClass } },
      { status: "queued", attempts: 0 },
    ]);
    expect(JSON.stringify(await messages(id))).not.toContain("EAAsecret");
    expect(await server.rows("SELECT paused_until IS NOT NULL AS paused FROM channels WHERE id = $1", [channelId])).toEqual([{ paused }]);
    expect((await wakeJobs())[0]?.data).toEqual({ contactIds: [id] });
    await itsTimeHasCome(id);
    await settled(id);
    expect(texts(graph.calls)).toEqual(["1", "1", "2"]);
    expect(await statuses(id)).toEqual(["sent", "sent"]);
  },
);

test.each([
  ["an unknown recipient", { status: 400, body: graphError(131026) }, "recipient"],
  ["a closed window", { status: 400, body: graphError(131047) }, "window"],
  ["a fault of ours", { status: 400, body: graphError(100) }, "request"],
  ["an error inside a 200", { status: 200, body: graphError(131051) }, "request"],
])("%s fails the message with its reason, and the next one leaves", async (_name, answer, errorClass) => {
  graph.options.answer = once(answer);
  const id = await contact("1", "2");
  wake(id);
  await settled(id);
  expect(await messages(id)).toMatchObject([{ status: "failed", error: { class: errorClass } }, { status: "sent" }]);
});

test.each<[string, GraphReply, string]>([
  [
    "an object that Meta does not show",
    { status: 400, body: graphError(100, "Object with ID '1' does not exist", { error_subcode: 33 }) },
    "unknown_number",
  ],
  ["an expired token", { status: 401, body: graphError(190, "expired", { error_subcode: 463 }) }, "token_expired"],
  ["a restriction for breaking Meta's rules", { status: 400, body: graphError(368) }, "restricted"],
  ["a number that is not registered", { status: 400, body: graphError(133010) }, "not_registered"],
  ["a debt", { status: 400, body: graphError(131042) }, "payment"],
  ["a page that is not there", { status: 404, body: "<html>Not found</html>" }, "not_graph"],
  ["a redirect", { status: 302, body: "", headers: { location: "/login" } }, "not_graph"],
])("%s pauses the channel, the queue waits, and once it is mended each is sent once", async (_name, answer, code) => {
  graph.options.answer = () => answer;
  const ids = [await contact("1"), await contact("2"), await contact("3", "4")];
  wake(...ids);
  await hasJob();
  const all = async () => (await Promise.all(ids.map(statuses))).flat();
  await expect.poll(all).toEqual(["queued", "queued", "queued", "queued"]);
  await expect
    .poll(() =>
      server.rows("SELECT paused_until > now() + interval '200 s' AS paused, paused_code AS code FROM channels WHERE id = $1", [channelId]),
    )
    .toEqual([{ paused: true, code }]);
  delete graph.options.answer;
  graph.calls.length = 0;
  await server.rows("DELETE FROM pgboss.job");
  await inTransaction((client) => resumeChannel(client, channelId));
  const woken = (await wakeJobs()).flatMap((job) => job.data.contactIds);
  expect(woken.toSorted((a, b) => a - b)).toEqual(ids);
  wake(...woken);
  await Promise.all(ids.map(settled));
  expect(await all()).toEqual(["sent", "sent", "sent", "sent"]);
  expect(texts(graph.calls).toSorted()).toEqual(["1", "2", "3", "4"]);
});

test("a refusal of a token that was changed meanwhile does not pause its successor", async () => {
  const answers = Promise.withResolvers<void>();
  graph.options.hold = answers.promise;
  graph.options.answer = once({ status: 401, body: graphError(190) });
  const id = await contact("1");
  wake(id);
  await graph.until((calls) => calls.length === 1);
  await withToken(encryptSecret("another token", { table: "channels", id: channelId }), async () => {
    answers.resolve();
    await hasJob();
    expect(await server.rows("SELECT paused_until FROM channels WHERE id = $1", [channelId])).toEqual([{ paused_until: null }]);
  });
});

test("a number of Meta's that can't be taken over costs the other messages of that moment neither their pause nor their next try", async () => {
  const [held, renamed] = [await contact("1"), await contact("2")];
  await server.rows("ALTER TABLE contacts ADD CONSTRAINT refused CHECK (wa_id <> '551188887777')");
  graph.options.latencyMs = 50;
  graph.options.answer = (call) => (call.text === "2" ? { waId: "551188887777" } : { status: 400, body: graphError(190) });
  // Both responses come in the same moment, and the one that fails is looked at first.
  wake(renamed, held);
  try {
    await become(renamed, "sent");
    await hasJob();
  } finally {
    await server.rows("ALTER TABLE contacts DROP CONSTRAINT refused");
  }
  expect((await wakeJobs())[0]?.data).toEqual({ contactIds: [held] });
  expect(await server.rows("SELECT paused_until IS NOT NULL AS paused FROM channels WHERE id = $1", [channelId])).toEqual([
    { paused: true },
  ]);
});

const ambiguous: [string, GraphReply][] = [
  ["a connection that breaks after the call was read", { lost: "reset", taken: true }],
  ["a 500 without Meta's words", { status: 500, body: "<html>" }],
  ["an error from inside Meta", { status: 500, body: graphError(131000) }],
  ["a 200 without an id", { status: 200, body: {} }],
];

test.each(ambiguous)("%s: unknown, and nothing behind it leaves until it is known", async (_name, answer) => {
  graph.options.answer = once(answer);
  const id = await contact("1", "2");
  wake(id);
  await become(id, "unknown", "queued");
  await hasJob();
  expect(await wakeJobs()).toMatchObject([{ data: { contactIds: [id] }, seconds: 20 }]);
  // Meta's status echoes what we gave it.
  await receive(
    parseWebhook(
      webhookBody(statusValue("1001", [{ id: "wamid.proof", status: "delivered", recipient: phone(), opaque: graph.calls[0]?.opaque }])),
      Date.now(),
    ),
  );
  expect((await wakeJobs())[0]?.data).toEqual({ contactIds: [id] });
  wake(id);
  await settled(id);
  expect(await messages(id)).toMatchObject([{ status: "delivered", wamid: "wamid.proof" }, { status: "sent" }]);
  expect(texts(graph.calls)).toEqual(["1", "2"]);
});

test("an unknown message that no status settles is sent again once and never a third time", async () => {
  graph.options.answer = (call) => (call.text === "1" ? { lost: "reset", taken: false } : undefined);
  const id = await contact("1", "2");
  wake(id);
  await become(id, "unknown", "queued");
  await server.rows("UPDATE messages SET sending_since = now() - interval '10 s' WHERE contact_id = $1 AND status = 'unknown'", [id]);
  // Statuses of the channel go on, so this one's would have come.
  await receive(
    parseWebhook(webhookBody(statusValue("1001", [{ id: "wamid.else", status: "sent", recipient: "5511999990009" }])), Date.now()),
  );
  await itsTimeHasCome(id);
  await graph.until((calls) => calls.length === 2);
  await become(id, "unknown", "queued");
  await itsTimeHasCome(id);
  await become(id, "unknown", "sent");
  expect(texts(graph.calls)).toEqual(["1", "1", "2"]);
});

test("a Graph API that is not there is no unknown outcome: nothing was written, so it is tried again", async () => {
  const port = graph.port;
  await graph.close();
  const id = await contact("1");
  wake(id);
  await hasJob();
  expect(await messages(id)).toMatchObject([{ status: "queued", error: { class: "network" } }]);
  expect(await server.rows("SELECT answer FROM messages WHERE contact_id = $1", [id])).toEqual([
    { answer: { outcome: "not_reached", cause: "ECONNREFUSED" } },
  ]);
  Object.assign(graph, await startFakeGraph({ port }));
  await itsTimeHasCome(id);
  await settled(id);
  expect(await statuses(id)).toEqual(["sent"]);
});

test("a result that the database can't take now is kept and stored later; nothing is sent twice", async () => {
  const id = await contact("1", "2");
  const answers = Promise.withResolvers<void>();
  graph.options.hold = answers.promise;
  wake(id);
  await graph.until((calls) => calls.length === 1);
  const giveBack = await nothingIsStored(answers.resolve);
  expect(await statuses(id)).toEqual(["sending", "queued"]);
  await giveBack();
  await settled(id);
  expect(texts(graph.calls)).toEqual(["1", "2"]);
  expect(await messages(id)).toMatchObject([
    { status: "sent", wamid: graph.calls[0]?.wamid },
    { status: "sent", wamid: graph.calls[1]?.wamid },
  ]);
});

test("a sender told to stop while the database can't take a result stores it all the same before it ends", async () => {
  const id = await contact("1");
  const answers = Promise.withResolvers<void>();
  graph.options.hold = answers.promise;
  wake(id);
  await graph.until((calls) => calls.length === 1);
  let stopped: Promise<void> | undefined;
  const giveBack = await nothingIsStored(() => {
    stopped = stop();
    answers.resolve();
  });
  await giveBack();
  await stopped;
  expect(await messages(id)).toMatchObject([{ status: "sent", wamid: graph.calls[0]?.wamid }]);
});

test("a channel whose token can't be opened pauses, and its messages wait for the key or another token", async () => {
  const id = await contact("1");
  await withToken("v1.broken", async () => {
    wake(id);
    await hasJob();
    expect(await server.rows("SELECT paused_code FROM channels WHERE id = $1", [channelId])).toEqual([{ paused_code: "token_sealed" }]);
  });
  await itsTimeHasCome(id);
  await settled(id);
  expect(await statuses(id)).toEqual(["sent"]);
});
