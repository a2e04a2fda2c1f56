// Runs a task of this repository on a fresh clone: installs what is missing, finds a Node that runs TypeScript, generates
// the database client, then hands over. Only node: imports and plain JavaScript: it runs before anything is installed, on Node 18 or newer.
//   node scripts/bootstrap.mjs [node options] <script> [arguments]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");

const read = (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined);
const hash = (...parts) => createHash("sha256").update(parts.join("\n")).digest("hex");

function fail(message, code = 1) {
  console.error(`\n${message}`);
  process.exit(code || 1);
}

function installPackages() {
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  const stampFile = join(modules, ".bootstrap-stamp");
  const wanted = hash(lock, process.platform, process.arch);
  const stamp = read(stampFile);
  if (stamp === wanted) return;
  if (stamp !== undefined || !isInstalled(JSON.parse(lock))) {
    // `npm ci` begins by emptying node_modules, which a developer's own tree should be spared.
    const complete = existsSync(join(modules, ".package-lock.json"));
    console.log("» installing packages (about a minute, once)");
    const result = npm(complete ? ["install", "--no-save"] : ["ci"]);
    if (result.error) fail(`npm could not be run (${result.error.message}). It comes with Node: https://nodejs.org`);
    if (result.status !== 0)
      fail("Installing the packages failed; npm's reason is above. It needs to reach the npm registry once.", result.status);
  }
  writeFileSync(stampFile, wanted);
}

/** Whether npm's own record of node_modules agrees with the lock; packages for other platforms are rightly absent. */
function isInstalled(lock) {
  const record = read(join(modules, ".package-lock.json"));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  return Object.entries(lock.packages).every(([path, entry]) => {
    if (path === "") return true;
    return installed[path] ? installed[path].version === entry.version : entry.optional === true;
  });
}

function npm(args) {
  const options = {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      npm_config_loglevel: "error",
      npm_config_audit: "false",
      npm_config_fund: "false",
      npm_config_update_notifier: "false",
    },
  };
  const all = [...args, "--include=dev", "--include=optional"];
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return spawnSync(process.execPath, [cli, ...all], options);
  return spawnSync("npm", all, { ...options, shell: process.platform === "win32" });
}

/** This Node if it runs TypeScript, else the one among the packages. */
function findNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if ((major > 22 || (major === 22 && minor >= 18)) && process.features.typescript) return process.execPath;
  const packaged = join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(packaged)) return packaged;
  return fail(
    `Siga needs Node 22.18 or newer, and this is ${process.version}. Install Node 24 from https://nodejs.org and run the command again.`,
  );
}

function generateDatabaseClient(node, env) {
  const output = join(root, "lib", "generated");
  const stampFile = join(output, ".stamp");
  const prisma = join(modules, "prisma");
  const wanted = hash(read(join(root, "prisma", "schema.prisma")), read(join(prisma, "package.json")));
  if (read(stampFile) === wanted && existsSync(join(output, "prisma", "client.ts"))) return;
  // Generating needs no engine, but looks for one and would download it: any executable satisfies it.
  const result = spawnSync(node, [join(prisma, "build", "index.js"), "generate"], {
    cwd: root,
    encoding: "utf8",
    env: { ...env, PRISMA_SCHEMA_ENGINE_BINARY: node, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  });
  if (result.status !== 0) fail(`prisma generate failed:\n${result.stdout}${result.stderr}`, result.status);
  mkdirSync(output, { recursive: true });
  writeFileSync(stampFile, wanted);
}

function run(node, args, env) {
  const child = spawn(node, args, { stdio: "inherit", env });
  // In a terminal Ctrl-C reaches the task by itself; a second copy would count as a second Ctrl-C.
  const forward = (signal) => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  // A signal to npm ends npm and its shell but never arrives here: their end is the signal.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      child.kill("SIGTERM");
    }, 300);
  }
  child.on("error", (error) => fail(`${node} could not be run: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

if (process.argv.length < 3) fail("Usage: node scripts/bootstrap.mjs <script> [arguments]");
installPackages();
const node = findNode();
const env = {
  ...process.env,
  PATH: [dirname(node), join(modules, ".bin"), process.env.PATH].join(delimiter),
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
};
generateDatabaseClient(node, env);
run(node, process.argv.slice(2), env);
