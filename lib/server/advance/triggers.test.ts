import pg from "pg";
import { expect, test } from "vitest";
import type { Trigger } from "#lib/engine/trigger-types.ts";
import { startAdvancing } from "../../../scripts/test-setup/advance.ts";
import { answerOnce, askOnce, echo } from "../../../scripts/test-setup/graphs.ts";

const { server, channelId, advance, answerWith, contact, write, said } = await startAdvancing();

const MENU: Trigger & { type: "words" } = { type: "words", match: "exact", words: ["menu"], priority: 10, on_open: "end", id: "menu" };
const begun = (contactId: number) =>
  server.rows<{ flow_id: number; status: string; started_by: object | null }>(
    "SELECT flow_id, status, started_by FROM executions WHERE contact_id = $1 ORDER BY id",
    [contactId],
  );
const archive = (flowId: number) => server.rows("UPDATE flows SET archived_at = now() WHERE id = $1", [flowId]);

test("a flow's trigger begins it, ends what is open, and the execution says why it began", async () => {
  await answerWith(askOnce);
  const id = await contact("oi");
  await advance(id);
  const { flowId } = await server.publish({ ...echo, triggers: [MENU] });
  await write(id, "MENU!");
  await advance(id);
  expect(await said(id)).toEqual(["pergunta", "eco MENU!"]);
  expect(await begun(id)).toEqual([
    { flow_id: expect.any(Number), status: "cancelled", started_by: { type: "default" } },
    { flow_id: flowId, status: "waiting", started_by: { type: "words", trigger: "menu" } },
  ]);
  await archive(flowId);
});

test("what is published, rolled back or archived counts from the next message on, in every process, and costs a message nothing else", async () => {
  await answerWith(answerOnce);
  const id = await contact("antes");
  await advance(id);
  const { flowId, versionId } = await server.publish({ ...echo, triggers: [{ ...MENU, words: ["novo"] }] });
  // As a process of the release before would: it knows nothing of triggers.
  const [other] = await server.rows<{ id: number }>("INSERT INTO flow_versions (flow_id, number, graph) SELECT $1, 2, $2 RETURNING id", [
    flowId,
    JSON.stringify({ ...echo, triggers: [{ ...MENU, words: ["novissimo"] }] }),
  ]);
  const turn = async (text: string) => {
    await write(id, text);
    await advance(id);
    return (await begun(id)).at(-1)?.flow_id === flowId;
  };
  expect(await turn("novo")).toBe(true);
  await server.rows("UPDATE flows SET published_version_id = $2 WHERE id = $1", [flowId, other?.id]);
  expect(await turn("novissimo")).toBe(true);
  await server.rows("UPDATE flows SET published_version_id = $2 WHERE id = $1", [flowId, versionId]);
  const before = (await begun(id)).length;
  await turn("novissimo");
  expect(await begun(id)).toHaveLength(before);
  await archive(flowId);
  await server.rows("UPDATE executions SET status = 'completed', ended_at = now() WHERE contact_id = $1", [id]);
  expect(await turn("novo")).toBe(false);
  await server.rows("UPDATE flows SET archived_at = NULL WHERE id = $1", [flowId]);
  expect(await turn("novo")).toBe(true);
  await archive(flowId);
});

test("a message costs as many statements with triggers as without, and nothing is asked twice", async () => {
  await answerWith(answerOnce);
  const id = await contact("a");
  await advance(id);
  const none = await statementsOf(async () => {
    await write(id, "b");
    await advance(id);
  });
  const flows = await Promise.all(
    Array.from({ length: 30 }, (_, n) => server.publish({ ...answerOnce, triggers: [{ ...MENU, id: `t${n}`, words: [`palavra${n}`] }] })),
  );
  await write(id, "palavra3");
  await advance(id);
  const many = await statementsOf(async () => {
    await write(id, "palavra3");
    await advance(id);
  });
  expect(many).toEqual(none);
  for (const { flowId } of flows) await archive(flowId);
});

test("the first message ever is told from the others, also from others of the same turn", async () => {
  await answerWith(answerOnce);
  const { flowId } = await server.publish({
    ...answerOnce,
    triggers: [{ id: "first", type: "first_message", priority: 10, on_open: "ignore" }],
  });
  const id = await contact("oi");
  await write(id, "tudo bem?");
  await server.rows(
    `INSERT INTO messages (channel_id, contact_id, direction, wamid, type, text, status)
     SELECT $2, contact_id, 'inbound', payload #>> '{message,id}', 'text', '', 'received' FROM mailbox WHERE contact_id = $1 ORDER BY id`,
    [id, channelId],
  );
  await advance(id);
  expect((await begun(id)).map(({ started_by }) => started_by)).toEqual([{ type: "first_message", trigger: "first" }, { type: "default" }]);
  await archive(flowId);
});

test("a trigger's channels are those of Meta's ids", async () => {
  await answerWith(answerOnce);
  const [channel] = await server.rows<{ phone_number_id: string }>("SELECT phone_number_id FROM channels");
  const here = await server.publish({
    ...answerOnce,
    triggers: [{ ...MENU, words: ["aqui"], channels: [channel?.phone_number_id ?? ""] }],
  });
  const there = await server.publish({ ...answerOnce, triggers: [{ ...MENU, words: ["aqui"], channels: ["999"], priority: 1 }] });
  const id = await contact("aqui");
  await advance(id);
  expect((await begun(id)).map(({ flow_id }) => flow_id)).toEqual([here.flowId]);
  for (const { flowId } of [here, there]) await archive(flowId);
});

/** Names of the statements that a piece of work sends, the lock and the transaction included. */
async function statementsOf(work: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const send = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [query] = given as [string | { name?: string; text?: string }];
    seen.push(typeof query === "string" ? query : (query.name ?? query.text ?? ""));
    return send.apply(this, given);
  } as typeof pg.Client.prototype.query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = send as typeof pg.Client.prototype.query;
  }
  return seen;
}
