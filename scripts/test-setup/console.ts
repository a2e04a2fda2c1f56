import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect as playwrightExpect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import pg from "pg";
import { afterAll, afterEach, beforeAll, inject } from "vitest";
import type { Role } from "#lib/roles.ts";
import { hashPassword } from "#server/platform/passwords";
import { startFakeGraph, type FakeGraph } from "../fakes/graph-api.ts";
import { startFakeOpenAi, type FakeOpenAi } from "../fakes/openai.ts";
import { freePort } from "../postgres.ts";
import { ROOT, runTask } from "../run-task.ts";
import { launchBrowser } from "./browser.ts";
import { createTestDatabase } from "./database.ts";
import { signIn } from "./pages.ts";
import { startNext, startWorker, type TestProcess } from "./processes.ts";

export { hydrated, open, signIn } from "./pages.ts";

/** A slow machine is no fault of the page. */
const PATIENCE_MS = 90_000;
export const expect = playwrightExpect.configure({ timeout: PATIENCE_MS });

export const PASSWORD = "one password for everybody";
export const emailOf = (role: Role): string => `${role}@siga.test`;
const API_TOKEN = "browser-test-token-0123456789";

export interface Visitor {
  /** Null: nobody signed in. */
  role?: Role | null;
  locale?: "pt-BR" | "en";
  theme?: "light" | "dark";
  width?: number;
  height?: number;
  /** Where the visitor is; unless given, where the server is. */
  timeZone?: string;
}

export interface Console {
  url: string;
  db: pg.Pool;
  graph: FakeGraph;
  ai: FakeOpenAi;
  /** A window of its own, without anybody else's cookies. Closed after the test. */
  visit(visitor?: Visitor): Promise<Page>;
  /** The REST API, with an administrator's token. Throws unless the status is 2xx. */
  api<Body>(method: string, path: string, json?: unknown): Promise<Body>;
  /** What pages complained of in their consoles since the last look. */
  faults(): string[];
}

/**
 * The console as it is deployed, for the tests of one file: built web, worker, database, fake Graph API and language model,
 * and a user of each role. A page that logs an error, or throws one, fails its test; so does one that the policy stops.
 */
export function startConsole(settings: Record<string, string> = {}): Console {
  const app = { url: "", faults: () => faults.splice(0) } as Console;
  const faults: string[] = [];
  const started: TestProcess[] = [];
  const contexts: BrowserContext[] = [];
  const sessions = new Map<Role, Awaited<ReturnType<BrowserContext["storageState"]>>>();
  let browser: Browser;
  let drop = async () => {};

  beforeAll(async () => {
    const database = await createTestDatabase();
    ({ drop } = database);
    const port = await freePort();
    app.url = `http://127.0.0.1:${port}`;
    [app.graph, app.ai] = await Promise.all([startFakeGraph(), startFakeOpenAi()]);
    app.db = database.adopt(new pg.Pool({ connectionString: database.url, max: 2 }));
    const env = {
      DATABASE_URL: database.productUrl,
      NEXTAUTH_URL: app.url,
      WORKFLOW_API_TOKEN: API_TOKEN,
      WORKFLOW_WHATSAPP_APP_SECRET: "browser-test-app-secret",
      WORKFLOW_WHATSAPP_API_BASE_URL: app.graph.url,
      WORKFLOW_OPENAI_API_BASE: app.ai.url,
      WORKFLOW_OPENAI_API_KEY: "sk-test",
      ...settings,
    };
    await runTask("prisma/seed.ts", { env: { ...process.env, ...env }, quiet: true });
    await addUsers(app.db);
    const opening = launchBrowser(inject("browserPath"));
    started.push(await startNext(env, port), await startWorker(env));
    browser = await opening;
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await photograph(task.name, contexts);
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(app.faults(), "errors in the pages' consoles").toEqual([]);
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all(started.map((process) => process.end("SIGKILL")));
    await Promise.all([app.graph.close(), app.ai.close()]);
    await drop();
  });

  app.visit = async ({ role = "editor", locale = "en", theme = "light", width = 1280, height = 720, timeZone } = {}) => {
    const context = await browser.newContext({
      baseURL: app.url,
      viewport: { width, height },
      locale,
      colorScheme: theme,
      reducedMotion: "reduce",
      ...(timeZone === undefined ? {} : { timezoneId: timeZone }),
      permissions: ["clipboard-read", "clipboard-write"],
      ...(role !== null && sessions.has(role) ? { storageState: sessions.get(role) } : {}),
    });
    contexts.push(context);
    context.setDefaultTimeout(PATIENCE_MS);
    context.on("weberror", (error) => faults.push(String(error.error().stack)));
    context.on("console", (message) => {
      // A refusal that the page shows and explains is in the console too.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        faults.push(`${message.page()?.url() ?? ""}: ${message.text()}`);
    });
    const page = await context.newPage();
    if (role !== null && !sessions.has(role)) {
      await signIn(page, emailOf(role), PASSWORD);
      sessions.set(role, await context.storageState());
    }
    return page;
  };

  app.api = async (method, path, json) => {
    const response = await fetch(`${app.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${API_TOKEN}`, ...(json === undefined ? {} : { "content-type": "application/json" }) },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as never;
  };
  return app;
}

async function addUsers(db: pg.Pool): Promise<void> {
  const hash = await hashPassword(PASSWORD);
  for (const [role, name] of [
    ["viewer", "Vera Visita"],
    ["editor", "Edu Editor"],
    ["admin", "Ada Admin"],
  ] as const) {
    await db.query("INSERT INTO users (email, name, role, password_hash) VALUES ($1, $2, $3, $4)", [emailOf(role), name, role, hash]);
  }
}

/** What the pages of a failed test looked like, in test-results/. */
async function photograph(name: string, contexts: BrowserContext[]): Promise<void> {
  const folder = join(ROOT, "test-results");
  mkdirSync(folder, { recursive: true });
  const pages = contexts.flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    await page
      .screenshot({ path: join(folder, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80)}-${index + 1}.png`) })
      .catch(() => {});
  }
}
