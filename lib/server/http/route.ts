import type { z } from "zod";
import { allow, type Actor } from "../auth/actor.ts";
import { authenticate } from "../auth/authenticate.ts";
import { BODY_BYTES, type Contract } from "#lib/api/contract.ts";
import { toApiError } from "./to-api-error.ts";
import { parseBody, parseParams, parseQuery } from "./parse.ts";
import { problemResponse } from "../platform/api-error.ts";
import { REQUEST_ID_HEADER, requestId, withRequestId } from "../platform/request-id.ts";
import { readJson } from "./json-body.ts";

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

interface Call<C extends Contract> {
  actor: C["permission"] extends null ? null : Actor;
  params: OutputOf<C["params"]>;
  query: OutputOf<C["query"]>;
  body: OutputOf<C["body"]>;
  headers: Headers;
}

type Result<C extends Contract> = C["response"] extends z.ZodType ? z.output<C["response"]> | Response : void | Response;

export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/**
 * A route handler that does what its contract says: authenticates, checks the permission, parses, calls `handle` and
 * responds with its result; everything thrown becomes problem JSON. Who may not do it learns nothing of what the body should be.
 */
export function route<const C extends Contract>(contract: C, handle: (call: Call<C>) => Promise<Result<C>>): RouteHandler {
  const serve: RouteHandler = async (request, context) => {
    try {
      const actor = contract.permission === null ? null : await authenticate(request);
      if (actor !== null && contract.permission !== null) allow(actor, contract.permission);
      const params = contract.params && parseParams(contract.params, await context.params);
      const query = contract.query && parseQuery(contract.query, new URL(request.url));
      const body = contract.body && parseBody(contract.body, await readJson(request, contract.maxBytes ?? BODY_BYTES.usual));
      // The values are exactly what the contract's schemas put out; TypeScript can't follow that through conditional types.
      const answer = await handle({ actor, params, query, body, headers: request.headers } as Call<C>);
      if (answer instanceof Response) return answer;
      if (contract.response === null) return new Response(null, { status: contract.status, headers: { "cache-control": "no-store" } });
      return Response.json(answer, { status: contract.status, headers: { "cache-control": "no-store" } });
    } catch (error) {
      return problemResponse(toApiError(error));
    }
  };
  // Our own server has given it one already (edge.ts).
  return (request, context) =>
    requestId() === undefined ? withRequestId((id) => identified(serve(request, context), id)) : serve(request, context);
}

async function identified(answer: Promise<Response>, id: string): Promise<Response> {
  const response = await answer;
  response.headers.set(REQUEST_ID_HEADER, id);
  return response;
}
