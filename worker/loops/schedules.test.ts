import { afterAll, expect, test } from "vitest";
import { answerOnce } from "../../scripts/test-setup/graphs.ts";
import { startTestServer } from "../../scripts/test-setup/server.ts";

const server = await startTestServer();
const { startScheduleLoop } = await import("./schedules.ts");
afterAll(() => server.close());

test("a worker begins at boot what is due, and stops at once when it is told to", async () => {
  const trigger = {
    id: "t",
    type: "schedule",
    cron: "* * * * *",
    time_zone: "UTC",
    labels: ["vip"],
    priority: 100,
    on_open: "end",
  } as const;
  const { versionId } = await server.publish({ ...answerOnce, triggers: [{ ...trigger, labels: ["vip"] }] });
  await server.rows("UPDATE flow_versions SET created_at = now() - interval '1 hour' WHERE id = $1", [versionId]);
  const channelId = await server.channel({ phoneNumberId: "1001" });
  await server.rows("INSERT INTO contacts (channel_id, wa_id, labels, last_inbound_at) VALUES ($1, '5511', '{vip}', now())", [channelId]);
  const stopping = new AbortController();
  const { stopped } = startScheduleLoop(stopping.signal);
  await expect.poll(() => server.rows("SELECT FROM mailbox WHERE kind = 'execution_started'")).toHaveLength(1);
  stopping.abort();
  await stopped;
  expect(await server.rows("SELECT started, finished_at IS NOT NULL AS finished FROM trigger_runs")).toEqual([
    { started: 1, finished: true },
  ]);
});
