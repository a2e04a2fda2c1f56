import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { expect } from "vitest";
import type { Contract } from "#lib/api/contract.ts";
import type { RouteHandler } from "#server/http/route";
import type { Role } from "#lib/roles.ts";
import { createTestDatabase } from "./database.ts";

const ROOT = join(import.meta.dirname, "../../app/api/v1");
export const BOOTSTRAP_TOKEN = "test-bootstrap-token-0123456789";

/** The route files below app/api/v1, by the path they serve in OpenAPI's spelling (`/flows/{id}`). */
export function routeFiles(): Map<string, string> {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  return new Map(files.map((file) => [`/${file.replace(/\/?route\.ts$/, "").replace(/\[(\w+)\]/g, "{$1}")}`, join(ROOT, file)]));
}

interface ApiResponse {
  status: number;
  headers: Headers;
  // The tests say what they expect of it, field by field.
  body: any; // eslint-disable-line @typescript-eslint/no-explicit-any
}

interface ApiRequest {
  /** Sent as JSON; `raw` sends a text or bytes as they are. */
  json?: unknown;
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
  /** Null: no Authorization header. */
  token?: string | null;
}

export interface TestApi {
  /** The owner's connections, for what a test sets up and looks at. */
  db: pg.Pool;
  /** Calls the route handler that serves `path`, as Next would, and checks what it returns against its contract. */
  call(method: string, path: string, request?: ApiRequest): Promise<ApiResponse>;
  /** A token of this role. */
  tokens: Record<Role, string>;
  contracts: Contract[];
  close(): Promise<void>;
}

/** The API on a database of its own. Import nothing of lib/server statically beside it: settings are read once. */
export async function startTestApi(): Promise<TestApi> {
  const database = await createTestDatabase();
  process.env.DATABASE_URL = database.productUrl;
  process.env.WORKFLOW_API_TOKEN = BOOTSTRAP_TOKEN;
  const { contracts } = await import("#server/http/openapi");
  const { createApiToken } = await import("#server/auth/api-tokens");
  const { createPool, pool } = await import("#server/platform/db");
  const { parseDatabaseUrl } = await import("#server/platform/database-settings");
  database.adopt(pool());
  const db = database.adopt(createPool(parseDatabaseUrl(database.url), 4));
  const admin = { id: "test", role: "admin" } as const;
  const tokenOf = async (role: Role) => (await createApiToken(admin, { name: role, role })).token;
  const tokens = { viewer: await tokenOf("viewer"), editor: await tokenOf("editor"), admin: await tokenOf("admin") };
  const files = routeFiles();

  return {
    db,
    tokens,
    contracts,
    call: async (method, path, request = {}) => {
      const url = new URL(`http://siga.test/api/v1${path}`);
      const { template, params } = match([...files.keys()], url.pathname.slice("/api/v1".length));
      const module: Record<string, RouteHandler> = await import(pathToFileURL(files.get(template) ?? "").href);
      const handler = module[method];
      if (handler === undefined) throw new Error(`${method} ${template} has no handler`);
      const response = await handler(new Request(url, toInit(method, request, tokens.admin)), { params: Promise.resolve(params) });
      const text = await response.text();
      const answer: ApiResponse = { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
      checkResponse(
        answer,
        contracts.find((contract) => contract.method === method && contract.path === template),
      );
      return answer;
    },
    close: () => database.drop(),
  };
}

function toInit(method: string, request: ApiRequest, admin: string): RequestInit {
  const body = request.raw ?? (request.json === undefined ? undefined : JSON.stringify(request.json));
  const token = request.token === undefined ? admin : request.token;
  const headers = {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...request.headers,
  };
  return { method, headers, ...(body === undefined ? {} : { body: body as BodyInit }) };
}

/** Static segments win over parameters, as in Next. */
function match(templates: string[], path: string): { template: string; params: Record<string, string> } {
  const parts = path.split("/");
  const fitting = templates
    .filter((template) => {
      const segments = template.split("/");
      return segments.length === parts.length && segments.every((segment, index) => segment.startsWith("{") || segment === parts[index]);
    })
    .sort((a, b) => a.split("{").length - b.split("{").length);
  const template = fitting[0] ?? "/[[...path]]";
  const names = template
    .split("/")
    .map((segment, index) => [/^\{(\w+)\}$/.exec(segment)?.[1], decodeURIComponent(parts[index] ?? "")] as const);
  return { template, params: Object.fromEntries(names.flatMap(([name, value]) => (name === undefined ? [] : [[name, value]]))) };
}

function checkResponse({ status, headers, body }: ApiResponse, contract: Contract | undefined): void {
  if (status >= 400 && status !== 503) {
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({ type: expect.any(String), title: expect.any(String), status, detail: expect.stringMatching(/\S/) });
  } else if (contract !== undefined && status < 400) {
    expect(status).toBe(contract.status);
    if (contract.response === null) expect(body).toBeUndefined();
    else expect(contract.response.parse(body)).toEqual(body);
  }
}
