import pg from "pg";
import type { FlowGraph } from "#lib/engine/types.ts";
import { createTestDatabase } from "./database.ts";

export interface TestServer {
  /** As web and worker connect. */
  databaseUrl: string;
  /** As migrations do. */
  ownerUrl: string;
  /** The owner's connections, for what a test sets up and looks at; the product's own are `pool()`. */
  db: pg.Pool;
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** A published flow; returns its id. */
  publish(graph: FlowGraph): Promise<{ flowId: number; versionId: number }>;
  /** A channel with an access token (or, with null, a simulated one) whose messages begin this flow. */
  channel(options: { phoneNumberId: string; flowId?: number | null; token?: string | null; app?: number | null }): Promise<number>;
  /** A Meta app that is set up in the console; returns its row's id. */
  metaApp(options: { appId: string; secret: string; verifyToken?: string }): Promise<number>;
  close(): Promise<void>;
}

/**
 * A database of the test file's own, and this process's settings pointing to it. Call it before anything of lib/server is
 * imported: settings are read once, so the rest is imported with `await import(...)`.
 */
export async function startTestServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  Object.assign(process.env, { DATABASE_URL: database.productUrl }, settings);
  const { createPool, pool } = await import("#server/platform/db");
  const { parseDatabaseUrl } = await import("#server/platform/database-settings");
  database.adopt(pool());
  return {
    ...testServer(database.productUrl, database.adopt(createPool(parseDatabaseUrl(database.url), 4))),
    ownerUrl: database.url,
    close: () => database.drop(),
  };
}

/** The same helpers for a database that somebody else made. */
export function testServer(databaseUrl: string, db: pg.Pool): Omit<TestServer, "close" | "ownerUrl"> {
  const rows = async <Row extends object>(sql: string, values: unknown[] = []) => (await db.query<Row>(sql, values)).rows;
  return {
    databaseUrl,
    db,
    rows,
    async publish(graph) {
      const [flow] = await rows<{ flow_id: number; version_id: number }>(
        `WITH flow AS (INSERT INTO flows (name, draft) VALUES ('test', $1) RETURNING id),
              version AS (INSERT INTO flow_versions (flow_id, number, graph) SELECT id, 1, $1 FROM flow RETURNING id, flow_id)
         SELECT flow_id, id AS version_id FROM version`,
        [JSON.stringify(graph)],
      );
      if (flow === undefined) throw new Error("no flow was made");
      await rows("UPDATE flows SET published_version_id = $2 WHERE id = $1", [flow.flow_id, flow.version_id]);
      return { flowId: flow.flow_id, versionId: flow.version_id };
    },
    async channel({ phoneNumberId, flowId = null, token = "test-token", app = null }) {
      const { encryptSecret } = await import("#server/platform/crypto");
      const [channel] = await rows<{ id: number }>(
        "INSERT INTO channels (name, phone_number_id, default_flow_id) VALUES ($1, $1, $2) RETURNING id",
        [phoneNumberId, flowId],
      );
      if (channel === undefined) throw new Error("no channel was made");
      // Apart, for a database of the release before, which has no apps.
      if (app !== null) await rows("UPDATE channels SET meta_app_id = $2 WHERE id = $1", [channel.id, app]);
      if (token !== null)
        await rows("UPDATE channels SET access_token_encrypted = $2 WHERE id = $1", [
          channel.id,
          encryptSecret(token, { table: "channels", id: channel.id }),
        ]);
      return channel.id;
    },
    async metaApp({ appId, secret, verifyToken = "verify me" }) {
      const { encryptSecret } = await import("#server/platform/crypto");
      const [next] = await rows<{ id: number }>("SELECT nextval('meta_apps_id_seq')::int AS id");
      const id = next?.id ?? NaN;
      await rows("INSERT INTO meta_apps (id, app_id, name, app_secret_encrypted, verify_token_encrypted) VALUES ($1, $2, $2, $3, $4)", [
        id,
        appId,
        encryptSecret(secret, { table: "meta_apps", column: "app_secret_encrypted", id }),
        encryptSecret(verifyToken, { table: "meta_apps", column: "verify_token_encrypted", id }),
      ]);
      return id;
    },
  };
}
