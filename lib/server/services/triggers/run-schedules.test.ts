import { expect, test } from "vitest";
import { startAdvancing } from "../../../../scripts/test-setup/advance.ts";
import { answerOnce, askOnce } from "../../../../scripts/test-setup/graphs.ts";
import type { OnOpen } from "#lib/engine/trigger-types.ts";

const { server, channelId, advance, answerWith, contact, said } = await startAdvancing();
const { runSchedules } = await import("./run-schedules.ts");

const NINE = Date.parse("2030-01-07T12:00:00Z");
const scheduled = async (on_open: OnOpen = "ignore", cron = "0 9 * * *") => {
  const flow = await server.publish({
    ...answerOnce,
    triggers: [{ id: "news", type: "schedule", cron, time_zone: "America/Sao_Paulo", labels: ["vip"], priority: 100, on_open }],
  });
  return { ...flow, stop: () => server.rows("UPDATE flows SET archived_at = now() WHERE id = $1", [flow.flowId]) };
};
let phone = 5_511_800_000_000;
async function labelled(labels: string[], more: { silentHours?: number | null; consent?: string } = {}): Promise<number> {
  const { silentHours = 1, consent = null } = more;
  const [row] = await server.rows<{ id: number }>(
    `INSERT INTO contacts (channel_id, wa_id, labels, consent, last_inbound_at)
     VALUES ($1, $2, $3, $4, now() - make_interval(hours => $5)) RETURNING id`,
    [channelId, String((phone += 1)), labels, consent, silentHours],
  );
  return row?.id ?? NaN;
}
const runs = (flowId: number) =>
  server.rows(
    `SELECT minute, started, skipped_window, skipped_open, skipped_consent, finished_at IS NOT NULL AS finished
     FROM trigger_runs WHERE flow_id = $1 ORDER BY minute`,
    [flowId],
  );
const executions = (contactId: number) =>
  server.rows<{ flow_id: number; status: string; started_by: object }>(
    "SELECT flow_id, status, started_by FROM executions WHERE contact_id = $1 ORDER BY id",
    [contactId],
  );

test("an occurrence begins once for each contact of its audience, and counts whom it passes over", async () => {
  const flow = await scheduled();
  const [vip, both, other] = [await labelled(["vip"]), await labelled(["a", "vip"]), await labelled(["a"])];
  const [silent, never, out] = [
    await labelled(["vip"], { silentHours: 30 }),
    await labelled(["vip"], { silentHours: null }),
    await labelled(["vip"], { consent: "opted_out" }),
  ];
  await runSchedules(NINE - 60_000);
  expect(await runs(flow.flowId)).toEqual([]);
  // Two workers at once, and once more a moment later.
  await Promise.all([runSchedules(NINE + 3_000), runSchedules(NINE + 4_000)]);
  await runSchedules(NINE + 30_000);
  const all = [vip, both, other, silent, never, out];
  await advance(...all);
  for (const id of [vip, both]) {
    expect(await executions(id)).toEqual([
      { flow_id: flow.flowId, status: "completed", started_by: { type: "schedule", trigger: "news" } },
    ]);
    expect(await said(id)).toHaveLength(1);
  }
  for (const id of [other, silent, never, out]) expect(await executions(id)).toEqual([]);
  expect(await runs(flow.flowId)).toEqual([
    { minute: "2030-01-07T09:00", started: 2, skipped_window: 2, skipped_open: 0, skipped_consent: 1, finished: true },
  ]);
  await flow.stop();
  await runSchedules(NINE + 24 * 3_600_000);
  expect(await runs(flow.flowId)).toHaveLength(1);
});

test.each([
  ["ignore", "waiting", 0, 1],
  ["end", "cancelled", 1, 0],
] as const)("with a conversation open it does as the trigger says: %s", async (onOpen, status, started, skipped) => {
  await answerWith(askOnce);
  const id = await contact("oi");
  await advance(id);
  await server.rows("UPDATE contacts SET labels = '{vip}' WHERE id = $1", [id]);
  const flow = await scheduled(onOpen);
  await runSchedules(NINE);
  await advance(id);
  expect((await executions(id))[0]?.status).toBe(status);
  expect(await runs(flow.flowId)).toMatchObject([{ started, skipped_open: skipped }]);
  await flow.stop();
});

test("more than a batch is gone on with by whoever comes next, where a worker left off", async () => {
  const flow = await scheduled();
  await server.rows(
    `INSERT INTO contacts (channel_id, wa_id, labels, last_inbound_at) SELECT $1, '55117' || n, '{vip}', now()
      FROM generate_series(1, 450) n`,
    [channelId],
  );
  const stopping = new AbortController();
  stopping.abort();
  await runSchedules(NINE, stopping.signal);
  expect(await runs(flow.flowId)).toMatchObject([{ started: 0, finished: false }]);
  expect(await runSchedules(NINE + 5 * 60_000)).toBe(450);
  expect(await runs(flow.flowId)).toMatchObject([{ started: 450, finished: true }]);
  const [mail] = await server.rows<{ n: number; contacts: number }>(
    "SELECT count(*)::int AS n, count(DISTINCT contact_id)::int AS contacts FROM mailbox WHERE kind = 'execution_started'",
  );
  expect(mail).toEqual({ n: 450, contacts: 450 });
  await flow.stop();
});

test("what was due before the version was made is not made up for", async () => {
  const flow = await scheduled();
  await server.rows("UPDATE flow_versions SET created_at = $2 WHERE id = $1", [flow.versionId, new Date(NINE + 1_000)]);
  await runSchedules(NINE + 60_000);
  expect(await runs(flow.flowId)).toEqual([]);
  await flow.stop();
});

test("of what was due several times while no worker ran, the last is made up for, once", async () => {
  const flow = await scheduled("ignore", "* * * * *");
  await runSchedules(NINE);
  await runSchedules(NINE + 5 * 60_000);
  expect((await runs(flow.flowId)).map((run) => (run as { minute: string }).minute)).toEqual(["2030-01-07T09:00", "2030-01-07T09:05"]);
  await flow.stop();
});
