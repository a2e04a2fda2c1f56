import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { build, isStandalone } from "./build.ts";
import { startFakeGraph, type FakeGraph } from "./fakes/graph-api.ts";
import { messageValue, webhookBody, webhookInit } from "./fakes/webhook.ts";
import { SERVICE_FLAGS } from "./node-flags.ts";
import { freePort } from "./postgres.ts";
import { createTestDatabase, type TestDatabase } from "./test-setup/database.ts";
import { assembleImage, isInBuildContext, type Image } from "./test-setup/image.ts";
import type { TestProcess } from "./test-setup/processes.ts";

/**
 * The images without Docker: both folders by the Dockerfile's own COPY lines, far from any node_modules, and what runs in them may
 * read nothing else (Node's permission model).
 */
const NUMBER = "1001";
const APP_SECRET = "app-secret-of-the-images";
const METRICS_TOKEN = "metrics-token-of-the-images";
/** A container is killed ten seconds after its SIGTERM; compose.yaml gives the worker twenty. */
const STOP_MS = { web: 10_000, worker: 20_000 };

/** Half a minute on a quiet machine. */
const BUILD_MS = 900_000;

let root: string;
let images: { web: Image; worker: Image };
let database: TestDatabase;
let graph: FakeGraph;
let settings: Record<string, string>;
const started: TestProcess[] = [];

beforeAll(async () => {
  // In a run of everything the tests in a browser have had it made.
  if (!isStandalone()) await build({ quiet: true, checkTypes: false, standalone: true });
  root = mkdtempSync(join(tmpdir(), "siga-images-"));
  images = { web: assembleImage("web", join(root, "web")), worker: assembleImage("worker", join(root, "worker")) };
  database = await createTestDatabase();
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query("DROP SCHEMA public CASCADE; DROP SCHEMA pgboss CASCADE; CREATE SCHEMA public");
  await client.end();
  graph = await startFakeGraph();
  const port = String(await freePort());
  settings = {
    DATABASE_URL: database.url,
    PORT: port,
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    NEXTAUTH_SECRET: randomBytes(24).toString("hex"),
    WORKFLOW_ENCRYPTION_KEY: randomBytes(32).toString("hex"),
    WORKFLOW_WHATSAPP_API_BASE_URL: graph.url,
    WORKFLOW_WHATSAPP_PHONE_NUMBER_ID: NUMBER,
    WORKFLOW_WHATSAPP_ACCESS_TOKEN: "token-of-the-images",
    WORKFLOW_WHATSAPP_APP_SECRET: APP_SECRET,
    WORKFLOW_WEBHOOK_VERIFY_TOKEN: "verify-token-of-the-images",
    WORKFLOW_DEFAULT_FLOW_ID: "1",
    WORKFLOW_METRICS_TOKEN: METRICS_TOKEN,
    WORKFLOW_METRICS_PORT: String(await freePort()),
    WORKFLOW_ADMIN_PASSWORD: randomBytes(12).toString("hex"),
  };
}, BUILD_MS);

afterAll(async () => {
  await Promise.all(started.map((process) => process.end("SIGKILL")));
  await graph.close();
  await database.drop();
  rmSync(root, { recursive: true, force: true });
});

function run(stage: "web" | "worker", command: string[], more: Record<string, string> = {}): TestProcess {
  const NODE_OPTIONS = `--permission --allow-fs-read=${join(root, stage)} --allow-worker`;
  const process = images[stage].run(command, { NODE_OPTIONS, ...settings, ...more });
  started.push(process);
  return process;
}

/** Runs a command of the worker image to its end. */
async function finish(stage: "web" | "worker", command: string[]): Promise<string> {
  const process = run(stage, command);
  expect(await process.exited, process.output()).toBe(0);
  return process.output();
}

const url = (path: string) => `http://127.0.0.1:${settings.PORT}${path}`;

test("what is built from and what is copied from the repository itself is not kept back by .dockerignore", () => {
  for (const path of ["app/layout.tsx", "proxy.ts", "instrumentation.ts", "next.config.mjs", "postcss.config.mjs", "prisma/schema.prisma"])
    expect(isInBuildContext(path), path).toBe(true);
  expect(isInBuildContext("lib/engine/step.test.ts")).toBe(false);
  expect(isInBuildContext(".env")).toBe(false);
  const made = /^(\.next|dist|public)(\/|$)/;
  for (const source of [...images.web.sources, ...images.worker.sources])
    if (!made.test(source)) expect(isInBuildContext(source), source).toBe(true);
});

test("both start with the flags of npm start", () => {
  for (const { command } of Object.values(images)) expect(command).toEqual(expect.arrayContaining(SERVICE_FLAGS));
});

test("from an empty database: migrated, seeded twice, and a message is answered by web and worker until SIGTERM", async () => {
  for (let at = dirname(root); ; at = dirname(at)) {
    expect(existsSync(join(at, "node_modules"))).toBe(false);
    if (at === dirname(at)) break;
  }
  await finish("worker", ["node", "migrate.mjs"]);
  await finish("worker", ["node", "seed.mjs"]);
  await finish("worker", ["node", "seed.mjs"]);
  await finish("worker", ["node", "rotate-keys.mjs"]);

  const [web, worker] = [run("web", images.web.command), run("worker", images.worker.command)];
  await Promise.all([web.printed(/Ready/), worker.printed(/worker ready/)]);
  const ended = web.exited.then(() => Promise.reject(new Error(web.output())));
  ended.catch(() => {});
  await Promise.race([ended, expect.poll(async () => (await fetch(url("/api/v1/health"))).status).toBe(200)]);
  expect(await (await fetch(url("/api/v1/health"))).json()).toMatchObject({ status: "ok", worker: { count: 1 } });
  await finish("web", images.web.healthcheck);
  const login = await fetch(url("/login"));
  expect([login.status, await login.text()]).toEqual([200, expect.stringContaining("<form")]);
  const [, script = ""] = /src="(\/_next\/static\/[^"]+\.js)"/.exec(await (await fetch(url("/login"))).text()) ?? [];
  expect((await fetch(url(script))).status, script).toBe(200);

  for (const path of ["/login", "/nope.html", "/console/contacts/1.x", "/api/v1/health"]) {
    const { headers } = await fetch(url(path), { redirect: "manual" });
    expect([headers.get("x-content-type-options"), headers.get("x-frame-options")], path).toEqual(["nosniff", "DENY"]);
  }

  const message = webhookBody(messageValue(NUMBER, [{ from: "5511999990001", text: "oi" }]));
  expect((await fetch(url("/webhook/whatsapp"), webhookInit(message, "another secret"))).status).toBe(401);
  const taken = await fetch(url("/webhook/whatsapp"), webhookInit(message, APP_SECRET));
  expect(taken.status).toBe(200);
  // What passes through Next is given a Vary of Next's own.
  const throughNext = await fetch(url("/webhook/whatsapp"));
  expect([throughNext.headers.has("vary"), taken.headers.has("vary")]).toEqual([true, false]);
  await graph.until((calls) => calls.length > 0, 60_000);
  expect(graph.calls[0]).toMatchObject({
    to: expect.stringContaining("5511999990001"),
    text: expect.stringContaining("Central de Atendimento"),
  });

  await expectMetrics(url("/metrics"), 'siga_webhooks_total{outcome="accepted"} 1');
  await expectMetrics(`http://127.0.0.1:${settings.WORKFLOW_METRICS_PORT}/metrics`, 'siga_sends_total{outcome="sent",class="none"}');
  const second = run("worker", images.worker.command);
  await second.printed(/metrics of this worker are off: the port is taken/);

  for (const [stage, process] of [
    ["web", web],
    ["worker", worker],
    ["worker", second],
  ] as const) {
    const before = performance.now();
    // Next says which signal it was, when all is done: 128 + 15.
    expect(await process.end("SIGTERM"), process.output()).toBe(stage === "web" ? 143 : 0);
    expect(performance.now() - before).toBeLessThan(STOP_MS[stage]);
    expect(process.output()).not.toMatch(/"level":[56]0|Error:/);
  }
});

async function expectMetrics(address: string, line: string): Promise<void> {
  const ask = (headers: Record<string, string>) => fetch(address, { headers });
  await expect.poll(async () => (await ask({})).text()).toContain(line);
  expect((await ask({ "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
  expect((await ask({ "x-forwarded-for": "203.0.113.9", authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(200);
  expect((await ask({ authorization: "Bearer another-token-of-the-images" })).status).toBe(404);
}
