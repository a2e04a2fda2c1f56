import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import { routeFiles, startTestApi } from "../../../scripts/test-setup/api.ts";
import type { Contract } from "#lib/api/contract.ts";

const api = await startTestApi();
afterAll(() => api.close());

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The methods that a route file says it has. */
async function methodsOf(file: string): Promise<string[]> {
  const { OPTIONS } = await import(pathToFileURL(file).href);
  const { headers }: Response = await OPTIONS();
  return (headers.get("allow") ?? "").split(", ");
}

/** The permission table once more, spelled out: who reads, who writes, who administers. */
function neededRole({ method, path }: Contract): "viewer" | "editor" | "admin" | null {
  if (path === "/health" || path === "/openapi.json") return null;
  if (path === "/contacts/{id}/export" || (path === "/contacts/{id}" && method === "DELETE")) return "admin";
  if (path.startsWith("/secrets")) return method === "GET" ? "editor" : "admin";
  if (method === "GET" || path === "/triggers/match") return "viewer";
  return path.startsWith("/channels") || path.startsWith("/apps") ? "admin" : "editor";
}

const addressOf = (path: string) => path.replaceAll(/\{\w+\}/g, "987654");

test("the OpenAPI document has every route and method there is, and no other", async () => {
  const served: string[] = [];
  for (const [path, file] of routeFiles()) {
    if (path.includes("...")) continue;
    served.push(...(await methodsOf(file)).map((method) => `${method} ${path}`));
  }
  const { body } = await api.call("GET", "/openapi.json", { token: null });
  const documented = Object.entries(body.paths as Record<string, object>).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(documented.sort()).toEqual(served.sort());
  expect(
    new Set(
      Object.values(body.paths as Record<string, Record<string, { operationId: string }>>).flatMap((operations) =>
        Object.values(operations).map((operation) => operation.operationId),
      ),
    ).size,
  ).toBe(served.length);
});

test("each operation is documented with its request, its answer and its refusals, with examples", async () => {
  const { body } = await api.call("GET", "/openapi.json", { token: null });
  for (const contract of api.contracts) {
    const operation = body.paths[contract.path][contract.method.toLowerCase()];
    expect(Object.keys(operation.responses)).toContain(String(contract.status));
    expect(operation.requestBody === undefined).toBe(contract.body === undefined && contract.binary !== "request");
    if (contract.permission !== null) expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["401", "403"]));
    if (contract.body !== undefined) {
      const name = operation.requestBody.content["application/json"].schema.$ref.split("/").at(-1);
      const { example } = body.components.schemas[name];
      expect(contract.body.safeParse(example).success, `${contract.method} ${contract.path}`).toBe(true);
    }
  }
});

test("the document allows for what refusals really hold: members of their own, and statuses that any operation may have", async () => {
  const { body: document } = await api.call("GET", "/openapi.json", { token: null });
  const { properties, additionalProperties } = document.components.schemas.Problem;
  const { id } = (await api.call("POST", "/flows", { json: { name: "f" } })).body;
  const refused = [
    await api.call("POST", `/flows/${id}/publish`),
    await api.call("PUT", `/flows/${id}/draft`, { json: { nodes: [], transitions: [], revision: 9 } }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([422, 409]);
  for (const { body } of refused) expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(body)));
  expect(additionalProperties).not.toBe(false);
  for (const { path, method } of api.contracts)
    expect(document.paths[path][method.toLowerCase()].responses.default.content, `${method} ${path}`).toHaveProperty([
      "application/problem+json",
    ]);
});

test.each(["no token", "wrong token", "viewer", "editor", "admin"] as const)(
  "with %s exactly what the permission table allows is done",
  async (who) => {
    const token = who === "no token" ? null : who === "wrong token" ? "siga_wrong" : api.tokens[who];
    for (const contract of api.contracts) {
      const { status } = await api.call(contract.method, addressOf(contract.path), { token, ...(contract.body ? { json: {} } : {}) });
      const label = `${who}: ${contract.method} ${contract.path}`;
      const needed = neededRole(contract);
      const ranks = ["viewer", "editor", "admin"];
      if (needed === null) expect([200, 503], label).toContain(status);
      else if (who === "no token" || who === "wrong token") expect(status, label).toBe(401);
      else if (ranks.indexOf(who) < ranks.indexOf(needed)) expect(status, label).toBe(403);
      // 415: a file is sent as no JSON.
      else expect([200, 201, 204, 404, contract.binary === "request" ? 415 : 422], label).toContain(status);
    }
  },
);

test.each([
  ["no scheme", "abc"],
  ["another scheme", "Basic YTpi"],
  ["no token after the scheme", "Bearer "],
  ["a percent sign", "Bearer %"],
  ["a token with a space", "Bearer a b"],
])("an Authorization header with %s is a 401 that says how", async (_, authorization) => {
  const { status, headers, body } = await api.call("GET", "/flows", { token: null, headers: { authorization } });
  expect(status).toBe(401);
  expect(headers.get("www-authenticate")).toMatch(/^Bearer/);
  expect(body.detail).toMatch(/token/i);
});

test("a method that an address does not have is a 405 in problem JSON that names those it has", async () => {
  for (const [path, file] of routeFiles()) {
    if (path.includes("...")) continue;
    const has = await methodsOf(file);
    for (const method of METHODS.filter((each) => !has.includes(each))) {
      const { status, headers, body } = await api.call(method, addressOf(path), { token: null });
      expect(status, `${method} ${path}`).toBe(405);
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(headers.get("allow")).toBe(has.join(", "));
      expect(body.detail).toContain(has.join(", "));
    }
  }
});

test("an address that nothing serves is a 404 in problem JSON", async () => {
  expect((await api.call("GET", "/nope", { token: null })).status).toBe(404);
  expect((await api.call("POST", "/flows/1/nope/x", { token: null })).status).toBe(404);
});

test.each(["0", "-1", "1.5", "abc", "01", "1e3", "2147483648", "99999999999999999999999", "%00", "%20", "1%00"])(
  "the id %s names nothing: 404, never 500",
  async (id) => {
    for (const { method, path, body } of api.contracts.filter((contract) => contract.path.includes("{id}"))) {
      const json = path === "/contacts/{id}/messages" ? { type: "text", text: "Oi" } : {};
      const { status } = await api.call(method, path.replace("{id}", id).replaceAll(/\{\w+\}/g, id), body ? { json } : {});
      expect(status, `${method} ${path}`).toBe(404);
    }
  },
);

test.each([
  "?limit=0",
  "?limit=201",
  "?limit=x",
  "?limit=",
  "?cursor=",
  "?cursor=x",
  "?cursor=Zmxvd3M6",
  "?limit=1&limit=2",
  "?nope=1",
  "?limit=1%00",
])("a list with %s is a 400 that names the parameter", async (query) => {
  for (const path of ["/flows", "/executions", "/contacts", "/channels", "/apps", "/secrets", "/calendars", "/contact-fields"]) {
    const { status, body } = await api.call("GET", `${path}${query}`);
    expect(status, path).toBe(400);
    expect(body.errors[0].parameter ?? body.detail).toBeDefined();
  }
});

test("a cursor of one list is refused by another", async () => {
  const cursor = Buffer.from("executions:5").toString("base64url");
  expect((await api.call("GET", `/executions?cursor=${cursor}`)).status).toBe(200);
  expect((await api.call("GET", `/flows?cursor=${cursor}`)).status).toBe(400);
});
