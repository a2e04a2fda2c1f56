import { afterAll, expect, test } from "vitest";
import { OPEN_STATUSES } from "#lib/engine/status.ts";
import { startTestServer } from "../../../scripts/test-setup/server.ts";

const server = await startTestServer();
afterAll(() => server.close());

test("the indexes by which open executions are found, and of which a contact has one, mean the same statuses", async () => {
  const indexes = await server.rows<{ indexdef: string }>(
    "SELECT indexdef FROM pg_indexes WHERE indexname IN ('executions_open_key', 'executions_open_status_idx')",
  );
  const statuses = indexes.map(({ indexdef }) => [...indexdef.matchAll(/'(\w+)'/g)].map(([, status]) => status));
  expect(statuses).toEqual([[...OPEN_STATUSES], [...OPEN_STATUSES]]);
});
