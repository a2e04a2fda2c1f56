import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { checkServerIdentity, type ConnectionOptions, type PeerCertificate } from "node:tls";
import pg from "pg";
import type { DatabaseHost, DatabaseSettings } from "./database-settings.ts";

/** How one connection goes: pg takes one host, and either speaks TLS or does not. */
export interface Route extends DatabaseHost {
  ssl: ConnectionOptions | false;
}

const PROBE_MS = 3_000;
const isSocket = ({ host }: DatabaseHost): boolean => /^[/@]/.test(host);

/** The route, where there is nothing to find out. */
export function fixedRoute(settings: DatabaseSettings): Route | null {
  const [only, ...others] = settings.hosts;
  if (only === undefined || others.length > 0 || (mayFallBack(settings) && !isSocket(only))) return null;
  return { ...only, ssl: tls(settings, only) };
}

/** The first host that takes writes, and whether it offers TLS where that is left to it. @throws the last host's error */
export async function findRoute(settings: DatabaseSettings): Promise<Route> {
  const fixed = fixedRoute(settings);
  if (fixed !== null) return fixed;
  let failure: unknown;
  for (const host of settings.hosts) {
    try {
      const plain = mayFallBack(settings) && !isSocket(host) && !(await offersTls(host));
      const route = { ...host, ssl: plain ? (false as const) : tls(settings, host) };
      if (settings.hosts.length === 1 || (await takesWrites(settings, route))) return route;
      failure = new Error("none of the database's hosts takes writes");
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const mayFallBack = ({ sslMode }: DatabaseSettings): boolean => sslMode === "prefer" || sslMode === "allow";

/** libpq's modes. Without an `sslrootcert` certificates are checked against the authorities that Node knows. */
function tls({ sslMode, hosts, sslRootCert, sslCert, sslKey }: DatabaseSettings, host: DatabaseHost): ConnectionOptions | false {
  if (sslMode === "disable" || isSocket(host)) return false;
  return {
    rejectUnauthorized: sslMode === "verify-ca" || sslMode === "verify-full",
    ...(sslRootCert !== null && sslRootCert !== "system" && { ca: readFileSync(sslRootCert, "utf8") }),
    ...(sslCert !== null && { cert: readFileSync(sslCert, "utf8") }),
    ...(sslKey !== null && { key: readFileSync(sslKey, "utf8") }),
    // pg asks for the name of the first host, though another may have been connected to.
    checkServerIdentity: (_name: string, certificate: PeerCertificate) => {
      if (sslMode !== "verify-full") return undefined;
      const problems = hosts.map((each) => checkServerIdentity(each.host, certificate));
      return problems.includes(undefined) ? undefined : problems[0];
    },
  };
}

/** PostgreSQL's SSLRequest, to which it replies with one letter before anything else. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

function offersTls({ host, port }: DatabaseHost): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: PROBE_MS });
    const end = (settle: () => void) => {
      settle();
      socket.destroy();
    };
    socket.once("connect", () => socket.write(SSL_REQUEST));
    socket.once("data", (data: Buffer) => end(() => resolve(data.toString("latin1", 0, 1) === "S")));
    socket.once("timeout", () => end(() => reject(new Error("timeout expired"))));
    socket.once("error", reject);
    socket.once("close", () => reject(new Error("Connection terminated unexpectedly")));
  });
}

async function takesWrites({ user, password, database }: DatabaseSettings, { host, port, ssl }: Route): Promise<boolean> {
  const client = new pg.Client({ host, port, ssl, user, password, database, connectionTimeoutMillis: PROBE_MS, query_timeout: PROBE_MS });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ reads_only: boolean }>("SELECT pg_is_in_recovery() AS reads_only");
    return rows[0]?.reads_only === false;
  } finally {
    void client.end().catch(() => {});
  }
}
