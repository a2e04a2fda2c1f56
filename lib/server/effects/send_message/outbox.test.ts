import { afterAll, beforeEach, expect, test } from "vitest";
import type { SendFailure } from "#lib/whatsapp/graph-errors.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { resolveUnknownSends, releaseClaim, recordResultsAndClaim, recordResultsIsolated, toResult } = await import("./outbox.ts");
const channelId = await server.channel({ phoneNumberId: "1001" });
const simulatedId = await server.channel({ phoneNumberId: "simulated", token: null });
afterAll(() => server.close());

beforeEach(async () => {
  await server.rows("WITH a AS (DELETE FROM message_status_events) DELETE FROM contacts");
  await server.rows("UPDATE channels SET paused_until = NULL");
});

let phone = 5_511_900_000_000;
async function contact({ channel = channelId, heard = "1 hour" as string | null } = {}): Promise<number> {
  phone += 1;
  const [row] = await server.rows<{ id: number }>(
    "INSERT INTO contacts (channel_id, wa_id, last_inbound_at) VALUES ($1, $2, now() - $3::interval) RETURNING id",
    [channel, String(phone), heard],
  );
  return row?.id ?? NaN;
}

/** One message, with any columns set to SQL expressions. */
async function message(contactId: number, columns: Record<string, string> = {}): Promise<number> {
  const all = {
    direction: "'outbound'",
    type: "'text'",
    status: "'queued'",
    text: "'oi'",
    channel_id: `(SELECT channel_id FROM contacts WHERE id = ${contactId})`,
    contact_id: String(contactId),
    ...columns,
  };
  const [row] = await server.rows<{ id: number }>(
    `INSERT INTO messages (${Object.keys(all).join(", ")}) VALUES (${Object.values(all).join(", ")}) RETURNING id`,
  );
  return row?.id ?? NaN;
}

const sent = (id: number, wamid = `wamid.${id}`, attempt = 1) => ({
  id,
  attempt,
  status: "sent" as const,
  wamid,
  error: null,
  answer: null,
  wait_seconds: null,
});
const result = (id: number, status: "queued" | "unknown" | "failed", waitSeconds: number | null = null, attempt = 1) => ({
  id,
  attempt,
  status,
  wamid: null,
  error: { class: "transient" },
  answer: { outcome: "timeout" as const, cause: "TimeoutError" },
  wait_seconds: waitSeconds,
});
const claimed = async (...contactIds: number[]) =>
  (await recordResultsAndClaim([], contactIds)).filter((row) => row.status === "sending").map((row) => row.id);
const row = async (id: number) =>
  (
    await server.rows<{ status: string; wamid: string | null; attempts: number; resends: number; error: { code?: number } | null }>(
      "SELECT status, wamid, attempts, resends, error FROM messages WHERE id = $1",
      [id],
    )
  )[0];

test("a contact's oldest message is claimed, and none behind it before it is settled", async () => {
  const id = await contact();
  const [first, second, third] = [await message(id), await message(id), await message(id)];
  expect(await claimed(id)).toEqual([first]);
  expect(await claimed(id)).toEqual([]);
  expect((await recordResultsAndClaim([sent(first)], [id])).map((next) => next.id)).toEqual([second]);
  expect((await recordResultsAndClaim([result(second, "failed")], [id])).map((next) => next.id)).toEqual([third]);
  expect([await row(first), await row(second), await row(third)]).toMatchObject([
    { status: "sent", wamid: `wamid.${first}` },
    { status: "failed" },
    { status: "sending", attempts: 1 },
  ]);
});

test("workers that claim for the same contacts in any order do not deadlock, and each message goes to one of them", async () => {
  const ids = (
    await server.rows<{ id: number }>(
      "INSERT INTO contacts (channel_id, wa_id) SELECT $1, '55118' || n FROM generate_series(1, 300) n RETURNING id",
      [channelId],
    )
  ).map(({ id }) => id);
  await server.rows(
    "INSERT INTO messages (channel_id, contact_id, direction, type, status, text) SELECT channel_id, id, 'outbound', 'text', 'queued', 'oi' FROM contacts, generate_series(1, 5)",
  );
  for (let round = 0; round < 5; round += 1) {
    const claims = await Promise.all(
      [ids, ids.toReversed(), ids.toSorted(() => Math.random() - 0.5)].map((contactIds) => claimed(...contactIds)),
    );
    expect(new Set(claims.flat()).size).toBe(300);
    expect(claims.flat()).toHaveLength(300);
    await server.rows("UPDATE messages SET status = 'sent' WHERE status = 'sending'");
  }
});

test("the claim brings all that a send needs", async () => {
  const id = await contact();
  await message(id, { text: "'olá'", data: "'{\"preview_url\":true}'" });
  const [next] = await recordResultsAndClaim([], [id]);
  expect(next).toMatchObject({
    contact_id: id,
    status: "sending",
    attempts: 1,
    text: "olá",
    data: { preview_url: true },
    wa_id: String(phone),
    user_id: null,
    channel_id: channelId,
    phone_number_id: "1001",
  });
  expect(next?.access_token_encrypted).toMatch(/^v1\./);
});

test("a claim whose answer was lost gives back exactly what it took", async () => {
  const [mine, others] = [await contact(), await contact()];
  const [first, second, other] = [await message(mine), await message(mine), await message(others)];
  await recordResultsAndClaim([], [mine], 7);
  await recordResultsAndClaim([], [others], 8);
  await releaseClaim(7, [mine, others]);
  expect([await row(first), await row(second), await row(other)]).toMatchObject([
    { status: "queued", attempts: 0 },
    { status: "queued" },
    { status: "sending" },
  ]);
  expect(await claimed(mine, others)).toEqual([first]);
});

test.each([
  ["was taken for interrupted", "status = 'unknown', not_before = now() + interval '9 s'", "queued"],
  ["was given up as unknown", "status = 'unknown', not_before = NULL", "unknown"],
  ["was sent by somebody else", "status = 'sent', claim = 8", "sent"],
  ["is being sent by somebody else", "claim = 8, attempts = 2", "sending"],
])("a claim given back late, whose message meanwhile %s", async (_what, change, status) => {
  const id = await contact();
  const sending = await message(id);
  await recordResultsAndClaim([], [id], 7);
  await server.rows(`UPDATE messages SET ${change} WHERE id = $1`, [sending]);
  await releaseClaim(7, [id]);
  expect(await row(sending)).toMatchObject({ status });
});

test("of many workers that ask at once, each message goes to one", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => contact()));
  for (const id of ids) for (let n = 0; n < 3; n += 1) await message(id);
  const claims = (await Promise.all(Array.from({ length: 12 }, () => claimed(...ids)))).flat();
  expect(claims).toHaveLength(20);
  expect(new Set(claims).size).toBe(20);
});

test.each([
  ["backs off", { not_before: "now() + interval '30 s'" }, 30],
  ["is on a channel that is paused", { paused: "60 s" }, 60],
  ["backs off longer than its channel is paused", { not_before: "now() + interval '90 s'", paused: "60 s" }, 90],
])(
  "a message that %s waits, says how long, and holds what is behind it",
  async (_name, { paused, ...columns }: { paused?: string; not_before?: string }, seconds) => {
    const id = await contact();
    const first = await message(id, columns);
    await message(id);
    if (paused !== undefined)
      await server.rows("UPDATE channels SET paused_until = now() + $1::interval WHERE id = $2", [paused, channelId]);
    const claims = await recordResultsAndClaim([], [id]);
    expect(claims).toMatchObject([{ id: first, status: "queued", access_token_encrypted: null }]);
    expect(claims[0]?.wait_seconds).toBeGreaterThan(seconds - 5);
    // Columns keep milliseconds, rounded.
    expect(claims[0]?.wait_seconds).toBeLessThanOrEqual(seconds + 0.01);
    await server.rows("UPDATE messages SET not_before = now() - interval '1 s'");
    await server.rows("UPDATE channels SET paused_until = now() - interval '1 s'");
    expect(await claimed(id)).toEqual([first]);
  },
);

test("a message whose outcome is unknown holds what is behind it until its silence is over", async () => {
  const id = await contact();
  await message(id, { status: "'unknown'", not_before: "now() + interval '20 s'" });
  const second = await message(id);
  expect(await claimed(id)).toEqual([]);
  await server.rows("UPDATE messages SET not_before = NULL");
  expect(await claimed(id)).toEqual([second]);
});

test.each([
  ["23 hours 58 minutes", "sending"],
  ["23 hours 59 minutes 30 seconds", "failed"],
  ["30 days", "failed"],
  [null, "sending"],
])("%s after the contact last wrote, a message is %s", async (heard, status) => {
  const id = await contact({ heard });
  const first = await message(id);
  await recordResultsAndClaim([], [id]);
  expect(await row(first)).toMatchObject({ status, ...(status === "failed" ? { error: { code: 131047 } } : {}) });
});

test("without a token a message is simulated, whatever the window, and the next is at once due", async () => {
  const id = await contact({ channel: simulatedId, heard: "30 days" });
  const [first, second] = [await message(id), await message(id)];
  expect(await recordResultsAndClaim([], [id])).toMatchObject([{ id: first, status: "simulated" }]);
  expect(await recordResultsAndClaim([], [id])).toMatchObject([{ id: second, status: "simulated" }]);
  expect(await recordResultsAndClaim([], [id])).toEqual([]);
});

test("a status that came before the answer to the send is not lost", async () => {
  const id = await contact();
  const first = await message(id);
  await claimed(id);
  await server.rows(
    "INSERT INTO message_status_events (channel_id, wamid, status, at) VALUES ($1, 'wamid.fast', 'sent', now()), ($1, 'wamid.fast', 'played', now()), ($1, 'wamid.fast', 'delivered', now())",
    [channelId],
  );
  await recordResultsAndClaim([sent(first, "wamid.fast")], []);
  expect(await row(first)).toMatchObject({ status: "read", wamid: "wamid.fast" });
});

test.each(["delivered", "read", "failed"])("an answer to the send never takes back a status webhook's %s", async (status) => {
  const id = await contact();
  const first = await message(id);
  await claimed(id);
  await server.rows("UPDATE messages SET status = $2, wamid = 'wamid.w' WHERE id = $1", [first, status]);
  await recordResultsAndClaim([sent(first, "wamid.w")], []);
  await recordResultsAndClaim([result(first, "unknown", 20)], []);
  expect(await row(first)).toMatchObject({ status, wamid: "wamid.w" });
});

test("a late result of an earlier attempt does not disturb the one under way, unless it says that Meta has it", async () => {
  const id = await contact();
  const first = await message(id, { attempts: "1" });
  expect(await recordResultsAndClaim([], [id])).toMatchObject([{ id: first, attempts: 2 }]);
  await recordResultsAndClaim([result(first, "queued", 1, 1), result(first, "failed", null, 1)], []);
  expect(await row(first)).toMatchObject({ status: "sending" });
  await recordResultsAndClaim([sent(first, "wamid.late", 1)], []);
  expect(await row(first)).toMatchObject({ status: "sent", wamid: "wamid.late" });
  await recordResultsAndClaim([result(first, "unknown", 20, 2)], []);
  expect(await row(first)).toMatchObject({ status: "sent" });
});

test.each([
  ["a refusal for good", "failed", null, "now() + interval '5 s'", "failed", true],
  ["a refusal for now", "queued", 30, "now() + interval '5 s'", "queued", false],
  ["still nothing", "unknown", 20, "now() + interval '5 s'", "unknown", false],
  ["a refusal for good when its silence is over", "failed", null, null, "failed", true],
  ["a refusal for now when its silence is over", "queued", 30, null, "unknown", true],
] as const)(
  "what Meta said of a message that was taken for interrupted meanwhile, %s, is not lost",
  async (_what, said, wait, silence, status, goesOn) => {
    const id = await contact();
    const first = await message(id);
    await recordResultsAndClaim([], [id]);
    await server.rows(`UPDATE messages SET status = 'unknown', not_before = ${silence} WHERE id = $1`, [first]);
    const second = await message(id);
    await recordResultsAndClaim([result(first, said, wait)], []);
    expect(
      await server.rows("SELECT status, (not_before > now() + interval '10 s') AS waits FROM messages WHERE id = $1", [first]),
    ).toEqual([{ status, waits: wait === null || silence === null ? null : true }]);
    expect(await claimed(id)).toEqual(goesOn ? [second] : []);
  },
);

test("a late refusal of an earlier attempt does not let the next message go past the attempt under way", async () => {
  const id = await contact();
  const first = await message(id, { attempts: "1" });
  await message(id);
  expect(await claimed(id)).toEqual([first]);
  expect((await recordResultsAndClaim([result(first, "failed", null, 1)], [id])).filter((row) => row.status === "sending")).toEqual([]);
});

test("a late success ends a resend that has not left yet", async () => {
  const id = await contact();
  const first = await message(id, { attempts: "1", resends: "1" });
  await recordResultsAndClaim([sent(first)], []);
  expect(await row(first)).toMatchObject({ status: "sent" });
  expect(await claimed(id)).toEqual([]);
});

test("an id that Meta gave twice is stored once, and both messages are sent all the same", async () => {
  const [one, two] = [await contact(), await contact()];
  const [first, second] = [await message(one), await message(two)];
  await claimed(one, two);
  const third = await message(two);
  expect((await recordResultsIsolated([sent(first, "wamid.same"), sent(second, "wamid.same")], [one, two])).map((next) => next.id)).toEqual(
    [third],
  );
  expect([await row(first), await row(second)]).toMatchObject([
    { status: "sent", wamid: "wamid.same" },
    { status: "sent", wamid: null },
  ]);
});

const silent = { status: "'unknown'", not_before: "now() - interval '1 s'", sending_since: "now() - interval '30 s'", attempts: "1" };
const laterStatus = (channel: number) =>
  server.rows(
    "INSERT INTO message_status_events (channel_id, wamid, status, at, received_at) VALUES ($1, 'wamid.other', 'sent', now(), now() - interval '10 s')",
    [channel],
  );

test("an unknown message stays unknown when nothing proves that its status would have come", async () => {
  const id = await contact();
  const first = await message(id, silent);
  await laterStatus(simulatedId);
  await server.rows(
    "INSERT INTO message_status_events (channel_id, wamid, status, at, received_at) VALUES ($1, 'wamid.before', 'sent', now(), now() - interval '1 minute')",
    [channelId],
  );
  await resolveUnknownSends([id]);
  expect(await row(first)).toMatchObject({ status: "unknown", resends: 0 });
  const second = await message(id);
  expect(await claimed(id)).toEqual([second]);
});

test("an unknown message is sent again once, in its place, when its channel's statuses go on without its own", async () => {
  const id = await contact();
  const first = await message(id, silent);
  await message(id);
  await laterStatus(channelId);
  await resolveUnknownSends([id]);
  expect(await row(first)).toMatchObject({ status: "queued", resends: 1 });
  expect(await claimed(id)).toEqual([first]);
  await server.rows(
    "UPDATE messages SET status = 'unknown', not_before = now() - interval '1 s', sending_since = now() - interval '30 s' WHERE id = $1",
    [first],
  );
  await resolveUnknownSends([id]);
  expect(await row(first)).toMatchObject({ status: "unknown", resends: 1 });
});

test.each([
  ["that came with the next breath after the send", "now() - interval '99.5 s'"],
  ["that came when we heard again", "now() - interval '10 s'"],
])("an unknown message is not sent again for a status %s: while nobody listened, silence means nothing", async (_what, receivedAt) => {
  const id = await contact();
  const first = await message(id, { ...silent, sending_since: "now() - interval '100 s'", not_before: "now() - interval '80 s'" });
  await server.rows(
    `INSERT INTO message_status_events (channel_id, wamid, status, at, received_at) VALUES ($1, 'wamid.other', 'sent', now(), ${receivedAt})`,
    [channelId],
  );
  await resolveUnknownSends([id]);
  expect(await row(first)).toMatchObject({ status: "unknown", resends: 0 });
});

test("a lost answer whose message a status has proved meanwhile is kept, and changes nothing else", async () => {
  const id = await contact();
  const proved = await message(id, { status: "'delivered'", attempts: "1" });
  const later = await message(id, { status: "'delivered'", attempts: "2" });
  await recordResultsAndClaim([result(proved, "unknown", 20), result(later, "unknown", 20)], []);
  expect(await server.rows("SELECT status, error, not_before, answer FROM messages WHERE contact_id = $1 ORDER BY id", [id])).toEqual([
    { status: "delivered", error: null, not_before: null, answer: { outcome: "timeout", cause: "TimeoutError" } },
    { status: "delivered", error: null, not_before: null, answer: null },
  ]);
});

test("a silence that is not over is not ended", async () => {
  const id = await contact();
  const first = await message(id, { ...silent, not_before: "now() + interval '5 s'" });
  await laterStatus(channelId);
  await resolveUnknownSends([id]);
  expect(await row(first)).toMatchObject({ status: "unknown", resends: 0 });
});

const failure = (more: Partial<SendFailure>): SendFailure => ({
  kind: "retry",
  errorClass: "throttle",
  code: 130429,
  title: "slow down",
  details: null,
  retryAfterSeconds: null,
  scope: "channel",
  ...more,
});
const inHand = (attempts: number) => ({ id: 1, contact_id: 1, attempts }) as Parameters<typeof toResult>[0]["message"];

test.each([
  [
    "what Meta took is sent",
    { kind: "sent" as const, wamid: "w", waId: null, userId: null },
    1,
    { status: "sent", wamid: "w", wait_seconds: null, attempt: 1 },
  ],
  [
    "what was refused for good fails",
    failure({ kind: "failed", errorClass: "recipient", code: 131026 }),
    1,
    { status: "failed", error: { class: "recipient", code: 131026, title: "slow down", details: null } },
  ],
  [
    "what may have been sent is unknown",
    failure({ kind: "unknown", errorClass: "network", code: null }),
    1,
    { status: "unknown", wait_seconds: 20 },
  ],
  ["what was refused for now is tried again", failure({}), 1, { status: "queued", wait_seconds: 1.5 }],
  ["later each time", failure({}), 4, { status: "queued", wait_seconds: 8.5 }],
  ["the pair rate waits 4^n", failure({ code: 131056, scope: "contact" }), 3, { status: "queued", wait_seconds: 16 }],
  ["what stays refused fails in the end", failure({ code: 131056, scope: "contact" }), 12, { status: "failed" }],
])("%s", (_name, outcome, attempts, expected) => {
  expect(toResult({ message: inHand(attempts), outcome, answer: null }, 0.5)).toMatchObject(expected);
});
