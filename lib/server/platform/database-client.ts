import pg from "pg";
import { SettingsError } from "./env.ts";
import { findRoute, fixedRoute } from "./database-route.ts";
import type { DatabaseSettings } from "./database-settings.ts";

/** What a transaction of ours may take, wherever it runs: the server's own limits, so that a lost process holds no lock for long. */
const LIMITS = ["statement_timeout = '15s'", "lock_timeout = '2s'", "idle_in_transaction_session_timeout = '10s'"];
const SETTINGS = [
  ...LIMITS,
  "jit = off",
  // Prisma's adapter writes times without an offset and drops the one that it reads: both are right in UTC only.
  "timezone = 'UTC'",
];

/**
 * Sent once to each new connection (and not as startup options, which poolers refuse).
 * Joins by index only: our statements touch few rows by key, their plans are kept for the life of a connection, and a
 * plan made while a table was still small would read all of it later. What must read much says so (`reportQuery`).
 */
const OF_CONNECTION = [...SETTINGS, ...["seqscan", "hashjoin", "mergejoin"].map((method) => `enable_${method} = off`)]
  .map((setting) => `SET ${setting}`)
  .join("; ");
/** Behind a pooler, with each transaction. No plan is kept there, so each is made for the tables as they are. */
const OF_TRANSACTION = SETTINGS.map((setting) => `SET LOCAL ${setting}`).join("; ");

/** pg's config for these settings; `Client` below reads them from there, as pg's pool hands its whole config on to each client. */
export const connectionConfig = (settings: DatabaseSettings) => {
  // pg-boss's listener is a plain client of pg's: the first host, if none is known to be right.
  const { host, port, ssl } = fixedRoute(settings) ?? { ...(settings.hosts[0] ?? { host: "localhost", port: 5432 }), ssl: false };
  const { user, password, database } = settings;
  // pg's types do not know that a pool gives its config to each client.
  return { host, port, ssl, user, password, database, settings, Client: DatabaseClient as unknown as new () => pg.ClientBase };
};

/** @throws SettingsError where a pooler responds in the database's place */
export async function refusePooler(settings: DatabaseSettings, why: string): Promise<void> {
  const client = new DatabaseClient({ ...connectionConfig(settings), connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.setUp();
  } finally {
    await client.end();
  }
  if (client.isPooled)
    throw new SettingsError(
      `The database is behind a connection pooler (PgBouncer or its like), and ${why}: set DIRECT_URL to the address of the database itself. The web may go through the pooler.`,
    );
}

type Done = (error?: Error | null, result?: pg.QueryResult) => void;
type Statement = string | { text: string; name?: string };
type Send = (statement: Statement, values?: unknown) => Promise<pg.QueryResult>;

/**
 * A connection that finds its host, and knows whether a pooler gives each transaction another server connection (PgBouncer in
 * transaction mode and its like). There nothing may outlive a transaction: no statement has a name, settings go with each
 * transaction, and a statement alone is made one, sent in one go.
 */
export class DatabaseClient extends pg.Client {
  readonly #settings: DatabaseSettings;
  #isPooled: boolean;
  #inTransaction = false;

  constructor(config: pg.ClientConfig & { settings: DatabaseSettings }) {
    super(config);
    this.#settings = config.settings;
    this.#isPooled = config.settings.pooled;
  }

  get isPooled(): boolean {
    return this.#isPooled;
  }

  /** Before the connection is used. A pooler is known by the numbers for cancelling, which it gives out in the server's place. */
  async setUp(): Promise<void> {
    const { rows } = await super.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    if (rows[0]?.pid !== (this as unknown as { processID: number }).processID) this.#isPooled = true;
    if (!this.#isPooled) await super.query(OF_CONNECTION);
  }

  // The signatures are pg's; this passes on whatever it is given.
  override connect(): Promise<pg.Client>;
  override connect(callback: ((error: Error) => void) | ((error: null, client: pg.Client) => void)): void;
  override connect(...args: unknown[]): Promise<pg.Client> | void {
    const open = super.connect.bind(this) as (...args: unknown[]) => Promise<pg.Client>;
    if (fixedRoute(this.#settings) !== null) return open(...args);
    const opened = findRoute(this.#settings).then((route) => {
      const { host, port, ssl } = route;
      Object.assign(this, { host, port, ssl });
      Object.assign((this as unknown as { connection: object }).connection, { ssl });
      return open();
    });
    const [done] = args as [Done?];
    if (done === undefined) return opened;
    void opened.then(() => done(), done);
  }

  override query(...args: unknown[]): never {
    const [statement, values, callback] = args as [Statement, unknown, Done?];
    if (!this.#isPooled || (typeof statement === "object" && "submit" in statement)) return super.query(...(args as [never])) as never;
    const send = super.query.bind(this) as unknown as Send;
    const done = typeof values === "function" ? (values as Done) : callback;
    const result = this.#pooled(send, withoutName(statement), typeof values === "function" ? undefined : values);
    if (done === undefined) return result as never;
    return void result.then((rows) => done(null, rows), done) as never;
  }

  #pooled(send: Send, statement: Statement, values: unknown): Promise<pg.QueryResult> {
    const text = typeof statement === "string" ? statement : statement.text;
    if (/^\s*BEGIN\b/i.test(text)) {
      this.#inTransaction = true;
      const begun = send(statement, values);
      // Should it fail, so does what comes after it in the transaction.
      void send(OF_TRANSACTION).catch(() => {});
      return begun;
    }
    if (this.#inTransaction) {
      if (/^\s*(COMMIT|ROLLBACK(?!\s+TO))\b/i.test(text)) this.#inTransaction = false;
      return send(statement, values);
    }
    return alone(send, statement, values);
  }
}

/** The result only once it is committed: whoever asked may look for it on another connection. */
async function alone(send: Send, statement: Statement, values: unknown): Promise<pg.QueryResult> {
  const [, , result, committed] = await Promise.allSettled([send("BEGIN"), send(OF_TRANSACTION), send(statement, values), send("COMMIT")]);
  if (result.status === "rejected") throw result.reason;
  if (committed.status === "rejected") throw committed.reason;
  return result.value;
}

function withoutName(statement: Statement): Statement {
  if (typeof statement === "string") return statement;
  const { name: _name, ...unnamed } = statement;
  return unnamed;
}
