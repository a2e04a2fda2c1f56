import { createHash } from "node:crypto";
import { PgBoss, type Db as JobDb } from "pg-boss";
import { type CallName, CALL_NAMES } from "#lib/engine/calls.ts";
import { connectionConfig, refusePooler } from "./database-client.ts";
import type { DatabaseSettings } from "./database-settings.ts";
import { type Db, connectionTimeouts, NO_DATABASE, pool } from "./db.ts";
import { env, SettingsError } from "./env.ts";
import { log } from "./log.ts";
import type { TraceParent } from "./tracing.ts";

/**
 * The queues. Jobs only wake; rows decide: a job may run zero, one or five times without harm, because what is to be
 * done stands in the mailbox, the outbox, the scheduled actions and the calls.
 *
 * advance      { contactIds }   contacts with something in their mailbox (and the traces that woke them, where somebody traces)
 * send         { contactIds }   contacts with something in their outbox that no worker has in hand (retries, silences, API)
 * media        { mediaId }      a file that a contact sent is to be fetched from Meta
 * upload       { channelId, mediaId }   a file is to be brought to Meta, for messages that wait for it
 * complete_ai  { callId }       one call of that effect; so for each effect that is a call
 * import       { importId }   a file of contacts is to be gone on with
 * sweep        {}               re-enqueue whatever is overdue
 * retention    {}               delete what has outlived its keep
 */
const QUEUES = ["advance", "send", "media", "upload", "import", ...CALL_NAMES, "sweep", "retention"] as const;
type QueueName = (typeof QUEUES)[number];

export interface JobData extends Record<CallName, { callId: number }> {
  advance: { contactIds: number[]; traces?: Record<string, TraceParent> };
  send: { contactIds: number[] };
  media: { mediaId: string };
  upload: { channelId: number; mediaId: string };
  import: { importId: string };
  sweep: Record<string, never>;
  retention: Record<string, never>;
}

const QUEUE_OPTIONS = {
  notify: true,
  // A dead worker's job returns after a minute at most; the sweep at boot is faster.
  expireInSeconds: 60,
  retryLimit: 5,
  retryDelay: 1,
  retryBackoff: true,
  // Jobs carry nothing worth keeping: the rows they point to are the record.
  deleteAfterSeconds: 3600,
};

/** pg-boss on connections of its own, which no pooler may be in between of: it listens for notifications. For the worker. */
export async function createBoss(options: ConstructorParameters<typeof PgBoss>[0] & object): Promise<PgBoss> {
  const database = env().directDatabase;
  if (database === null) throw new SettingsError(NO_DATABASE);
  await refusePooler(database, "no notification of new messages comes through it");
  return bossOf({ ...connectionConfig(database), application_name: "siga-queue", ...connectionTimeouts(), ...options });
}

function bossOf(options: ConstructorParameters<typeof PgBoss>[0] & object): PgBoss {
  const boss = new PgBoss({ schema: "pgboss", ...options });
  // It retries by itself, and callers see their own failures; without a listener the event would end the process.
  boss.on("error", (error) => log.warn({ err: error }, "queue"));
  return boss;
}

/** Creates or migrates pg-boss's schema and our queues. Run by the migrate step, before any web or worker starts. */
export async function installQueues(database: DatabaseSettings): Promise<void> {
  const boss = bossOf({ ...connectionConfig(database), supervise: false, schedule: false, max: 2 });
  await boss.start();
  for (const name of QUEUES) {
    if ((await boss.getQueue(name)) === null) await boss.createQueue(name, QUEUE_OPTIONS);
    else await boss.updateQueue(name, QUEUE_OPTIONS);
  }
  await boss.stop({ graceful: false });
}

let sender: Promise<PgBoss> | undefined;

/** This process's pg-boss for adding jobs, on the pool of everybody; the worker sets its own with `useBoss`. */
function boss(): Promise<PgBoss> {
  sender ??= (async () => {
    const created = bossOf({
      db: { executeSql: (text, values) => asPgBossDb(pool()).executeSql(text, values) },
      supervise: false,
      schedule: false,
      migrate: false,
    });
    await created.start();
    return created;
  })().catch((error: unknown) => {
    sender = undefined;
    throw error;
  });
  return sender;
}

/** Connects ahead of the first message, which would otherwise wait for it. */
export async function warmUp(): Promise<void> {
  await boss();
}

export function useBoss(started: PgBoss): void {
  sender = Promise.resolve(started);
}

const statementNames = new Map<string, string>();

/**
 * pg-boss's statements are long and always the same few: named, each is planned once a connection instead of once a call. By what they
 * are, and not by a number: Next bundles this file several times, and all copies share the connections.
 */
export function statementName(text: string): string {
  const name = statementNames.get(text) ?? `pg-boss-${createHash("sha256").update(text).digest("base64url").slice(0, 20)}`;
  statementNames.set(text, name);
  return name;
}

const asPgBossDb = (db: Db): JobDb => ({
  executeSql: (text, values) => db.query({ name: statementName(text), text, values: values as unknown[] }),
});

/** Adds jobs through `db`, so that they commit together with the rows they speak of. */
export async function enqueue<Name extends QueueName>(
  db: Db,
  name: Name,
  jobs: JobData[Name][],
  options: { startAfterSeconds?: number } = {},
): Promise<void> {
  if (jobs.length === 0) return;
  const startAfter = options.startAfterSeconds === undefined ? {} : { startAfter: options.startAfterSeconds };
  await (
    await boss()
  ).insert(
    name,
    jobs.map((data) => ({ data, ...startAfter })),
    { db: asPgBossDb(db) },
  );
}
