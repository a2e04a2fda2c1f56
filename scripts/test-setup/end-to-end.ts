import pg from "pg";
import { expect, vi } from "vitest";
import type { FlowGraph } from "#lib/engine/types.ts";
import { startFakeGraph, type FakeGraph } from "../fakes/graph-api.ts";
import type { GraphCall } from "../fakes/graph-call.ts";
import { startFakeOpenAi, type FakeOpenAi } from "../fakes/openai.ts";
import { messageValue, postWebhook, statusValue, webhookBody, type FakeMessage, type FakeStatus } from "../fakes/webhook.ts";
import { freePort } from "../postgres.ts";
import { OPEN_STATUSES_SQL } from "#server/state/open-statuses";
import { createTestDatabase } from "./database.ts";
import { startNext, startWebhook, startWorker, type TestProcess } from "./processes.ts";
import { testServer } from "./server.ts";

const APP_SECRET = "app-secret-of-the-path-test";
export const NUMBER = "1001";

export interface EndToEnd {
  env: Record<string, string>;
  db: pg.Pool;
  graph: FakeGraph;
  ai: FakeOpenAi;
  webhookUrl: string;
  worker(more?: Record<string, string>): Promise<TestProcess>;
  /** Instead of the one so far, on the same port if told. `handlers` unless told: see webhook-server.ts. */
  web(options?: { port?: number; kind?: WebKind }): Promise<TestProcess & { port: number }>;
  /** Signed, and repeated like Meta does until it gets a 200. */
  post(...messages: FakeMessage[]): Promise<void>;
  /** The same with statuses. */
  report(...statuses: FakeStatus[]): Promise<void>;
  /** The texts that Graph accepted for this contact, in order. */
  sentTexts(to: string): string[];
  close(): Promise<void>;
}

export type WebKind = "route handlers" | "next start";

/** Everything around one flow: a database (a new one unless told), web, fake Graph API and fake language model. No worker yet. */
export async function startEndToEnd(
  flow: FlowGraph,
  { databaseUrl, statuses = true }: { databaseUrl?: string; statuses?: boolean } = {},
): Promise<EndToEnd> {
  const own = databaseUrl === undefined ? await createTestDatabase() : undefined;
  const url = databaseUrl ?? own?.url ?? "";
  const db = new pg.Pool({ connectionString: url, max: 2 });
  // Whoever brings a database may kill it.
  if (own === undefined) db.on("error", () => {});
  else own.adopt(db);
  const [graph, ai] = [await startFakeGraph({ latencyMs: 20 }), await startFakeOpenAi()];
  const started: TestProcess[] = [];
  const env = {
    DATABASE_URL: own?.productUrl ?? url,
    WORKFLOW_WHATSAPP_API_BASE_URL: graph.url,
    WORKFLOW_WHATSAPP_APP_SECRET: APP_SECRET,
    WORKFLOW_OPENAI_API_BASE: ai.url,
    WORKFLOW_OPENAI_API_KEY: "sk-test",
  };
  const { publish, channel } = testServer(url, db);
  const { flowId } = await publish(flow);
  await channel({ phoneNumberId: NUMBER, flowId });

  const postSigned = async (value: object) => {
    await postWebhook(path.webhookUrl, webhookBody(value), { appSecret: APP_SECRET, patienceMs: 120_000 });
  };
  const path: EndToEnd = {
    env,
    db,
    graph,
    ai,
    webhookUrl: "",
    async worker(more = {}) {
      const worker = await startWorker({ ...env, ...more });
      started.push(worker);
      return worker;
    },
    async web({ port = 0, kind = "route handlers" } = {}) {
      const web = kind === "next start" ? await startNext(env, await freePort()) : await startWebhook(env, port);
      started.push(web);
      path.webhookUrl = `http://127.0.0.1:${web.port}/webhook/whatsapp`;
      if (statuses) graph.options.statuses = { url: path.webhookUrl, appSecret: APP_SECRET, disorderly: true };
      return web;
    },
    post: (...messages) => postSigned(messageValue(NUMBER, messages)),
    report: (...statuses) => postSigned(statusValue(NUMBER, statuses)),
    sentTexts: (to) =>
      accepted(graph.calls)
        .filter((call) => call.to === to)
        .map((call) => call.text),
    async close() {
      await graph.close();
      await ai.close();
      await Promise.all(started.map((process) => process.end("SIGKILL")));
      await (own?.drop() ?? db.end());
    },
  };
  await path.web();
  return path;
}

export const accepted = (calls: GraphCall[]) => calls.filter((call) => call.wamid !== null);

/** Rows that break what must always hold once everything is quiet; there are none. */
export const VIOLATIONS: Record<string, string> = {
  "a mailbox entry that its conversation could take": `SELECT b.id FROM mailbox b LEFT JOIN executions e ON e.contact_id = b.contact_id
    AND e.status IN ${OPEN_STATUSES_SQL}
     WHERE b.processed_at IS NULL AND (b.kind <> 'message_received' OR e.id IS NULL OR e.status = 'waiting')`,
  "a message that is still to be sent": "SELECT id, status FROM messages WHERE direction = 'outbound' AND status IN ('queued', 'sending')",
  "an execution that waits for nothing":
    "SELECT id FROM executions WHERE (status IN ('waiting', 'scheduled', 'running')) <> (state->'waitingFor' <> 'null')",
  "an ended execution without an end, or an open one with one": `SELECT id FROM executions
    WHERE (ended_at IS NULL) <> (status IN ${OPEN_STATUSES_SQL})`,
  "a scheduled execution without a pending timer": `SELECT id FROM executions e WHERE status = 'scheduled'
    AND NOT EXISTS (SELECT FROM scheduled_actions s WHERE s.execution_id = e.id AND s.status = 'pending')`,
  "a running execution without an open call": `SELECT id FROM executions e
    WHERE status = 'running' AND NOT state->'waitingFor'->'for' ? 'callback'
    AND NOT EXISTS (SELECT FROM calls a WHERE a.execution_id = e.id AND a.status <> 'done')`,
  "an ended execution with a pending timer": `SELECT e.id FROM executions e
    JOIN scheduled_actions s ON s.execution_id = e.id WHERE s.status = 'pending' AND e.status NOT IN ${OPEN_STATUSES_SQL}`,
  "visits that are missing or too many":
    "SELECT id FROM executions e WHERE (state->>'visitCount')::int <> (SELECT count(*) FROM execution_log l WHERE l.execution_id = e.id)",
  "an inbound message without its turn (reactions have none)": `SELECT m.wamid FROM messages m
    WHERE direction = 'inbound' AND type <> 'reaction' AND (SELECT count(*) FROM mailbox b WHERE b.payload->'message'->>'id' = m.wamid) <> 1`,
};

/** Jobs that a worker could take: whatever may still happen by itself begins with one. */
export const JOBS = "SELECT name, state, data FROM pgboss.job WHERE state IN ('created', 'retry') AND start_after <= now()";

/** Nothing here should take as long: it ends a run that would never. */
export const PATIENCE = 240_000;

/** Waits until it holds. Unlike `expect.poll` it may be used in tests that run side by side. */
export const eventually = (holds: () => Promise<void>) => vi.waitFor(holds, { timeout: PATIENCE, interval: 200 });

/** Waits until nothing is on its way any more, however long that takes this machine; fails with what then still is, or breaks a rule. */
export async function expectQuiet({ db, graph }: EndToEnd): Promise<void> {
  await graph.statusesSent();
  await eventually(async () => {
    for (const [name, sql] of Object.entries({ ...VIOLATIONS, "a job that is still to be done": JOBS }))
      expect((await db.query(sql)).rows, name).toEqual([]);
  });
}

/** Each contact's replies are the echoes of its messages in the order of their arrival, each once, but for those that never left. */
export async function expectAnsweredInOrder(path: EndToEnd, messages: number, unsent: readonly string[] = []): Promise<void> {
  const { rows } = await path.db.query<{ wa_id: string; text: string }>(
    `SELECT c.wa_id, m.text FROM mailbox b JOIN contacts c ON c.id = b.contact_id
      JOIN messages m ON m.wamid = b.payload->'message'->>'id' ORDER BY b.id`,
  );
  expect(rows).toHaveLength(messages);
  const contacts = Map.groupBy(rows, (row) => row.wa_id);
  const expected = Object.fromEntries(
    [...contacts].map(([waId, said]) => [waId, said.map((row) => `eco ${row.text}`).filter((text) => !unsent.includes(text))]),
  );
  expect(Object.fromEntries([...contacts.keys()].map((waId) => [waId, path.sentTexts(waId)]))).toEqual(expected);
}

/** `count` messages of `contacts` people, each twice, in any order. */
export function shuffledTwice(count: number, contacts: number): FakeMessage[] {
  const messages = Array.from({ length: count }, (_, n): FakeMessage => ({
    from: `55119${String(n % contacts).padStart(8, "0")}`,
    id: `wamid.in${n}`,
    text: `m${n}`,
  }));
  return [...messages, ...messages]
    .map((message) => ({ message, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ message }) => message);
}
