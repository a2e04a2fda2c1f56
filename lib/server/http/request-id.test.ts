import { expect, test, vi } from "vitest";
import { z } from "zod";
import { contract } from "#lib/api/contract.ts";
import { notFound } from "../platform/api-error.ts";
import { log } from "../platform/log.ts";
import { requestId, withRequestId } from "../platform/request-id.ts";
import { route } from "./route.ts";

const described = contract({ method: "GET", path: "/x", summary: "x", permission: null, status: 200, response: z.string() });
const call = (handle: () => Promise<string>) =>
  route(described, handle)(new Request("http://siga.test/x"), { params: Promise.resolve({}) });

test("every answer has an id, a refusal too, and a failure's is its instance and stands in the log", async () => {
  const error = vi.spyOn(log, "error");
  const answers = [
    await call(async () => requestId() ?? "none"),
    await call(() => Promise.reject(notFound("no"))),
    await call(() => Promise.reject(new Error("bug"))),
  ];
  const ids = answers.map(({ headers }) => headers.get("x-request-id"));
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(await answers[0]?.json()).toBe(ids[0]);
  expect(await answers[2]?.json()).toMatchObject({ instance: `urn:uuid:${ids[2]}` });
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ instance: `urn:uuid:${ids[2]}` }), expect.any(String));
});

test("where our server has given one, the answer has no second", async () => {
  const response = await withRequestId(() => call(async () => "ok"));
  expect(response.headers.has("x-request-id")).toBe(false);
});
