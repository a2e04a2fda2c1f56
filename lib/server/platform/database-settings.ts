/**
 * Where the database is, as an object from the first: parts are never glued into one text and taken apart again, so a password
 * may hold any character. Pure. An error never quotes the value, which may be a piece of a password.
 */
export const SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] as const;
type SslMode = (typeof SSL_MODES)[number];

export interface DatabaseHost {
  /** A name, an address, or the folder of a socket. */
  host: string;
  port: number;
}

export interface DatabaseSettings {
  /** Tried in this order; the first that takes writes is used. */
  hosts: readonly DatabaseHost[];
  user: string;
  password: string;
  database: string;
  sslMode: SslMode;
  /** Paths of PEM files. */
  sslRootCert: string | null;
  sslCert: string | null;
  sslKey: string | null;
  /** Said to be behind a pooler that gives each transaction another connection; otherwise each connection finds out. */
  pooled: boolean;
}

/** Its message is the rest of a sentence that begins with the variable's name. */
export class DatabaseAddressError extends Error {
  override name = "DatabaseAddressError";
}

const DEFAULT_PORT = 5432;
const SCHEME = /^postgres(?:ql)?:\/\//;
const HOST_OF_URL = String.raw`(?:\[[0-9a-fA-F:.%]+\]|(?:[A-Za-z0-9._~-]|%[0-9a-fA-F]{2})*)(?::\d*)?`;
/** What follows user and password: hosts, database, parameters. The first two hold no @, so it is known which @ ends a password. */
const PLACE = new RegExp(String.raw`^(${HOST_OF_URL}(?:,${HOST_OF_URL})*)(?:/([^/@?#]*))?(?:\?([^#]*))?$`);

/**
 * libpq's addresses. Characters of a password need not be escaped, as long as only one reading is possible.
 * @throws DatabaseAddressError
 */
export function parseDatabaseUrl(url: string, fallback: SslMode = "disable"): DatabaseSettings {
  if (!SCHEME.test(url)) throw new DatabaseAddressError("must begin with postgres:// or postgresql://");
  const { user, password, place } = split(url.replace(SCHEME, ""));
  const query = new URLSearchParams(place[3] ?? "");
  const login = query.get("user") ?? (user || "postgres");
  const hosts = query.get("host") ?? query.get("hostaddr");
  return {
    hosts: hosts === null ? (place[1] ?? "").split(",").map(hostOfUrl) : hostsOf(hosts, query.get("port") ?? ""),
    user: login,
    password: query.get("password") ?? password,
    database: query.get("dbname") ?? (decode(place[2] ?? "") || login),
    sslMode: sslModeOf(query, fallback),
    sslRootCert: query.get("sslrootcert"),
    sslCert: query.get("sslcert"),
    sslKey: query.get("sslkey"),
    pooled: query.get("pgbouncer") === "true",
  };
}

function split(rest: string): { user: string; password: string; place: RegExpExecArray } {
  for (let at = rest.indexOf("@"); at >= 0; at = rest.indexOf("@", at + 1)) {
    const place = PLACE.exec(rest.slice(at + 1));
    if (place === null) continue;
    const colon = rest.slice(0, at).indexOf(":");
    return {
      user: decode(rest.slice(0, colon < 0 ? at : colon)),
      password: colon < 0 ? "" : decode(rest.slice(colon + 1, at)),
      place,
    };
  }
  const place = rest.includes("@") ? null : PLACE.exec(rest);
  if (place !== null) return { user: "", password: "", place };
  throw new DatabaseAddressError(
    "is no address such as postgresql://user:password@host:5432/database; characters of a password that mean something in " +
      "an address are written as %XX, or use WORKFLOW_DB_HOST and its companions, which take any",
  );
}

function hostOfUrl(text: string): DatabaseHost {
  const [, host = "", port = ""] = /^(\[.*\]|[^:]*)(?::(\d*))?$/.exec(text) ?? [];
  return { host: decode(host).replace(/^\[|\]$/g, "") || "localhost", port: portOf(port) };
}

/** Hosts as libpq's variables and parameters have them: a list by commas; one port for all, or as many. @throws DatabaseAddressError */
export function hostsOf(hosts: string, ports: string): DatabaseHost[] {
  const [names, numbers] = [hosts.split(","), ports.split(",")];
  if (numbers.length > 1 && numbers.length !== names.length)
    throw new DatabaseAddressError("has another number of hosts than there are ports");
  return names.map((name, index) => {
    const host = name.trim().replace(/^\[(.*)\]$/, "$1");
    if (host !== "" && !/^(\/|@)/.test(host) && !/^[A-Za-z0-9._-]+$/.test(host) && !/^[0-9a-fA-F:.]+(%\w+)?$/.test(host))
      throw new DatabaseAddressError("must be the name or address of a host, or the folder of a socket, and nothing else");
    if (/^[^:]+:\d+$/.test(host)) throw new DatabaseAddressError("must be a host without its port, which has a setting of its own");
    return { host: host || "localhost", port: portOf((numbers[index] ?? numbers[0] ?? "").trim()) };
  });
}

function portOf(text: string): number {
  if (text === "") return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new DatabaseAddressError("must have a port from 1 to 65535");
}

function sslModeOf(query: URLSearchParams, fallback: SslMode): SslMode {
  const given = query.get("sslmode");
  // Not libpq's, but what drivers and hosts write.
  if (given === "no-verify") return "require";
  const ssl = query.get("ssl");
  const mode = given ?? (ssl === null ? fallback : /^(true|1|)$/.test(ssl) ? "verify-full" : "disable");
  const known = SSL_MODES.find((each) => each === mode);
  if (known === undefined) throw new DatabaseAddressError(`must have one of these as its sslmode: ${SSL_MODES.join(", ")}`);
  return checkedByName(known, query.get("sslrootcert"));
}

/** As in libpq: who names the authority wants it checked. */
export const checkedByName = (mode: SslMode, rootCert: string | null): SslMode =>
  mode === "require" && rootCert !== null ? "verify-ca" : mode;

/** A % that begins no escape stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
