import { expect, test } from "vitest";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { echo, graph } from "../../../scripts/test-setup/graphs.ts";

const { server, channelId, advance, advanceAll, answerWith, contact, write, said, executions, unprocessed } = await startAdvancing();
const { retryExecution } = await import("../services/executions/retry.ts");
const { getExecution } = await import("../services/executions/read-executions.ts");
const { getHistory } = await import("../services/executions/history.ts");
const { archiveFlow } = await import("../services/flows/archive.ts");

const EDITOR = { id: "test", role: "editor" } as const;
const POISON = "☠";
await server.rows("ALTER TABLE messages ADD CONSTRAINT storable CHECK (text NOT LIKE '%☠%')");

/** Never listens, so there is nothing to go back to when it fails. */
const failing = graph({ hello: ["send_message", { message: "olá" }], say: ["send_message", { message: "{{ 1 + }}" }] }, [["hello", "say"]]);
const sorry = graph(
  {
    say: ["send_message", { message: "socorro: {{ rescue.code }} em {{ rescue.node }}, {{ rescue.last_message }}" }],
    hear: ["wait_for_input"],
  },
  [["say", "hear"]],
);

async function rescueWith(flow: typeof sorry): Promise<number> {
  const { flowId } = await server.publish(flow);
  await server.rows("UPDATE channels SET rescue_flow_id = $2 WHERE id = $1", [channelId, flowId]);
  return flowId;
}
const states = async (id: number) => (await executions(id)).map(({ status }) => status);

test("where an execution fails the channel's rescue flow begins with the reason, in the same transaction, and both pages say so", async () => {
  await answerWith(failing);
  await rescueWith(sorry);
  const id = await contact("Ana");
  // The condition is false for every row that a rescue would add: then the failure is not kept either.
  await server.rows("ALTER TABLE executions ADD CONSTRAINT refused CHECK (rescues IS NULL) NOT VALID");
  await expect(advance(id)).rejects.toThrow("refused");
  await server.rows("ALTER TABLE executions DROP CONSTRAINT refused");
  expect([await states(id), await said(id), await unprocessed(id)]).toEqual([[], [], 1]);

  await advance(id);
  expect(await states(id)).toEqual(["failed", "waiting"]);
  expect(await said(id)).toEqual(["olá", "socorro: value_missing_after em say, Ana"]);
  const [failed, rescue] = await executions(id);
  expect(await getExecution(EDITOR, failed?.id ?? 0)).toMatchObject({ rescues: null, rescued_by: rescue?.id });
  expect(await getHistory(EDITOR, rescue?.id ?? 0, {})).toMatchObject({ rescues: failed?.id, rescued_by: null });
  // What they write then is the rescue flow's.
  await write(id, "e agora?");
  await advance(id);
  expect(await states(id)).toEqual(["failed", "completed"]);
});

test("without such a flow nothing begins, and neither does one that is archived or was never published", async () => {
  await answerWith(failing);
  const flowId = await rescueWith(sorry);
  for (const [column, value] of [
    ["archived_at", "now()"],
    ["published_version_id", "NULL"],
  ])
    await server.rows(`UPDATE flows SET ${column} = ${value} WHERE id = $1`, [flowId]);
  const id = await contact("Ana");
  await advance(id);
  expect(await states(id)).toEqual(["failed"]);
});

test("a rescue flow that fails is not rescued, and one execution is rescued once, however often it is tried again", async () => {
  await answerWith(failing);
  await rescueWith(graph({ say: ["send_message", { message: "{{ 1 + }}" }] }, []));
  const id = await contact("Ana");
  await advance(id);
  expect(await states(id)).toEqual(["failed", "failed"]);
  const [first] = await executions(id);
  await retryExecution(EDITOR, first?.id ?? 0, { version: "same" });
  expect(await states(id)).toEqual(["failed", "failed"]);
});

test("what can not be stored is rescued too, by the mailbox; a rescue that can not is the end of it", async () => {
  await answerWith(echo);
  await rescueWith(sorry);
  const id = await contact("a", POISON, "b");
  await advanceAll(id);
  expect(await states(id)).toEqual(["failed", "waiting"]);
  expect(await said(id)).toEqual(["eco a", "socorro: not_stored em , a"]);

  await rescueWith(graph({ say: ["send_message", { message: POISON }] }, []));
  const other = await contact(POISON);
  await advanceAll(other);
  expect([await states(other), await said(other), await unprocessed(other)]).toEqual([["failed", "failed"], [], 0]);
});

test("a flow that rescues on a channel is not put away", async () => {
  const flowId = await rescueWith(sorry);
  await expect(archiveFlow(EDITOR, flowId)).rejects.toMatchObject({ status: 409 });
  await server.rows("UPDATE channels SET rescue_flow_id = NULL");
  await archiveFlow(EDITOR, flowId);
});
