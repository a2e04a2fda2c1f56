import { globSync, readFileSync } from "node:fs";
import pg from "pg";
import { expect, test } from "vitest";
import { parseWebhook } from "#lib/whatsapp/webhook.ts";
import { messageValue, statusValue, webhookBody } from "../../../scripts/fakes/webhook.ts";
import { delayed } from "../../../scripts/test-setup/graphs.ts";
import { startSending } from "../../../scripts/test-setup/send.ts";

/** Tables that a distributed PostgreSQL would cut, by contact or by channel; flows, channels and users would lie whole on every part. */
const CUT =
  /\b(?:FROM|JOIN|UPDATE|INTO) (contacts|executions|execution_log|messages|message_status_events|mailbox|scheduled_actions|(?:ai_)?calls)\b/;
const KEY = /\b(contact_id|channel_id|c\.id)\b/;

/** What may do without, and why. */
const EXCEPTIONS: Record<string, string> = {
  "fire-due-timers/due": "who is due is what it asks; it would run once on each part",
  "next-timer": "the same",
  "save-turns/visits": "the log has no such column: it would get one with the cut, and lies with its execution",
  "save-turns/done": "by the ids that this batch's contacts were loaded with",
};

const { server, channelId, graph, wake } = await startSending();

/** Every named statement's text, as this process sends it. */
const seen = new Map<string, string>();
const send = pg.Client.prototype.query as (this: pg.Client, ...given: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [query] = given as [{ name?: string; text?: string }?];
  if (query?.name !== undefined && query.text !== undefined) seen.set(query.name, query.text);
  return send.apply(this, given);
} as typeof pg.Client.prototype.query;

test("each part of a hot statement finds its rows by the contact's or the channel's id, the key by which their tables can be cut", async () => {
  await speak();
  expect([...seen.keys()]).toEqual(expect.arrayContaining(namesInTheSource()));
  const without = namesInTheSource().flatMap((name) =>
    partsOf(name, seen.get(name) ?? "")
      .filter(({ sql }) => CUT.test(sql) && !KEY.test(conditionsOf(sql)))
      .map(({ part }) => part),
  );
  expect(without.toSorted()).toEqual(Object.keys(EXCEPTIONS).toSorted());
});

/** What may read on without a key, and why. */
const UNKEYED: Record<string, string> = {
  "fire-due-timers": "who is due is found by the index of what is pending, in order of time",
  "next-timer": "the same",
};

test("planned while the tables are new, a hot statement finds every row by a key: its plan lives as long as its connection", async () => {
  if (seen.size === 0) await speak();
  const { pool } = await import("#server/platform/db");
  const client = await pool().connect();
  const unkeyed: string[] = [];
  try {
    await client.query("SET plan_cache_mode = force_generic_plan");
    for (const name of namesInTheSource()) {
      const text = seen.get(name) ?? "";
      const parameters = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
      await client.query(`PREPARE "plan-${name}" AS ${text}`);
      const values = parameters === 0 ? "" : `(${Array.from({ length: parameters }, () => "NULL").join(", ")})`;
      const { rows } = await client.query<{ "QUERY PLAN": { Plan: PlanNode }[] }>(`EXPLAIN (FORMAT JSON) EXECUTE "plan-${name}"${values}`);
      for (const node of nodesOf(rows[0]?.["QUERY PLAN"][0]?.Plan)) {
        if (!LARGE.has(node["Relation Name"] ?? "") || node["Node Type"] === "ModifyTable" || isKeyed(node)) continue;
        if (UNKEYED[name] === undefined)
          unkeyed.push(`${name}: ${node["Node Type"]} on ${node["Relation Name"]}, ${node["Index Cond"] ?? "all of it"}`);
      }
    }
  } finally {
    client.release(true);
  }
  expect(unkeyed).toEqual([]);
});

interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  "Recheck Cond"?: string;
  Plans?: PlanNode[];
}

const LARGE = new Set([
  "contacts",
  "executions",
  "execution_log",
  "messages",
  "message_status_events",
  "mailbox",
  "scheduled_actions",
  "calls",
]);
const nodesOf = (node: PlanNode | undefined): PlanNode[] => (node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(nodesOf)]);
const isKeyed = (node: PlanNode) => /\b(id|contact_id|wamid|token)\b = /.test(node["Index Cond"] ?? node["Recheck Cond"] ?? "");

test.each([
  ["SELECT id FROM messages WHERE id IN (SELECT id FROM result)", false],
  ["SELECT id, contact_id FROM messages WHERE id = 1", false],
  ["UPDATE messages m SET contact_id = 1 WHERE m.id = 1 RETURNING m.contact_id", false],
  ["SELECT m.id FROM messages m JOIN result r ON r.id = m.id AND r.contact_id = m.contact_id", true],
  ["INSERT INTO mailbox (contact_id, kind) SELECT contact_id, 'x' FROM fired RETURNING id", true],
  ["INSERT INTO mailbox (kind) SELECT 'x' FROM fired RETURNING contact_id", false],
])("%s: %s", (sql, names) => expect(KEY.test(conditionsOf(sql))).toBe(names));

/** A message that is answered at once and again by a timer, sent, and reported as delivered. */
async function speak(): Promise<void> {
  const { receive } = await import("#server/inbound/receive");
  const { advance } = await import("#server/advance/advance");
  const { fireDueTimers, millisecondsToNextTimer } = await import("#server/effects/schedule_timer/fire");
  const { flowId } = await server.publish(delayed(0));
  await server.rows("UPDATE channels SET default_flow_id = $2 WHERE id = $1", [channelId, flowId]);
  await receive(parseWebhook(webhookBody(messageValue("1001", [{ from: "5511900000001", text: "oi" }])), Date.now()));
  const [contact] = await server.rows<{ id: number }>("SELECT id FROM contacts");
  const contactId = contact?.id ?? NaN;
  await advance([contactId], { sendBy: "job" });
  await millisecondsToNextTimer();
  await fireDueTimers();
  await advance([contactId], { sendBy: "job" });
  wake(contactId);
  await graph.until((calls) => calls.length > 0);
  await receive(
    parseWebhook(webhookBody(statusValue("1001", [{ id: "wamid.any", status: "delivered", recipient: "5511900000001" }])), Date.now()),
  );
}

function namesInTheSource(): string[] {
  return globSync("lib/server/{state,inbound,effects,advance}/**/*.ts")
    .filter((file) => !file.endsWith(".test.ts"))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/\bname: "([a-z-]+)",\s+text:/g)].map(([, name]) => name ?? ""));
}

/** The statement's common table expressions and what follows them, each by its name. */
function partsOf(name: string, text: string): { part: string; sql: string }[] {
  const [first, ...more] = text.replace(/--.*/g, "").split(/(?:\bWITH|\),)\s+(?=\w+ AS (?:MATERIALIZED )?\()/);
  const whole = (first ?? "").trim() === "" ? [] : [{ part: name, sql: first ?? "" }];
  return [...whole, ...more.map((sql) => ({ part: `${name}/${/^\w+/.exec(sql)?.[0] ?? ""}`, sql }))];
}

/** Where rows are found or put: an INSERT's columns, or all but what is selected, set and returned. */
function conditionsOf(sql: string): string {
  const insert = /\bINTO \w+ \(([^)]*)\)/.exec(sql);
  if (insert !== null) return insert[1] ?? "";
  return sql.replace(/\bRETURNING\b.*/gs, "").replace(/\bSELECT\b.*?\bFROM\b|\bSET\b.*?\b(?=FROM|WHERE)/s, "FROM");
}
