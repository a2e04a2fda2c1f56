import { expect, test } from "vitest";
import { startOutbox } from "../../../../scripts/test-setup/outbox.ts";

const { server, channelId, simulatedId, contact, message, sent, result, claimed, row } = await startOutbox();
const { resolveUnknownSends, recordResultsAndClaim, recordResultsIsolated } = await import("./outbox.ts");

test("a status that came before the answer to the send is not lost", async () => {
  const id = await contact();
  const first = await message(id);
  await claimed(id);
  await server.rows(
    `INSERT INTO message_status_events (channel_id, wamid, status, at)
      VALUES ($1, 'wamid.fast', 'sent', now()), ($1, 'wamid.fast', 'played', now()), ($1, 'wamid.fast', 'delivered', now())`,
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
    `INSERT INTO message_status_events (channel_id, wamid, status, at, received_at)
      VALUES ($1, 'wamid.other', 'sent', now(), now() - interval '10 s')`,
    [channel],
  );

test("an unknown message stays unknown when nothing proves that its status would have come", async () => {
  const id = await contact();
  const first = await message(id, silent);
  await laterStatus(simulatedId);
  await server.rows(
    `INSERT INTO message_status_events (channel_id, wamid, status, at, received_at)
      VALUES ($1, 'wamid.before', 'sent', now(), now() - interval '1 minute')`,
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
    `INSERT INTO message_status_events (channel_id, wamid, status, at, received_at)
      VALUES ($1, 'wamid.other', 'sent', now(), ${receivedAt})`,
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
