import { expect, test } from "vitest";
import { startOutbox } from "../../../../scripts/test-setup/outbox.ts";

const { server, channelId, simulatedId, contact, phone, message, sent, result, claimed, row } = await startOutbox();
const { releaseClaim, recordResultsAndClaim } = await import("./outbox.ts");

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
    `INSERT INTO messages (channel_id, contact_id, direction, type, status, text)
      SELECT channel_id, id, 'outbound', 'text', 'queued', 'oi' FROM contacts, generate_series(1, 5)`,
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
    wa_id: phone(),
    user_id: null,
    channel_id: channelId,
    phone_number_id: "1001",
  });
  expect(next?.access_token_encrypted).toMatch(/^v2\.k1\./);
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
