import type { z } from "zod";
import { allow, type Actor } from "../auth/actor.ts";
import { authenticate } from "../auth/authenticate.ts";
import { BODY_BYTES, type Contract } from "#lib/api/contract.ts";
import { noteRefusal } from "../auth/refusals.ts";
import { toApiError } from "./to-api-error.ts";
import { hashOf, keyOf, type Once, onceFor, storedAnswer, unkeyed } from "./idempotency.ts";
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
  /** As it came, for operations whose body is no JSON. */
  request: Request;
  /** For operations that send or start something: the work is done through it, see `Once`. */
  once: Once;
  /** Aborted when the caller hangs up. */
  signal: AbortSignal;
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
    let actor: Actor | null = null;
    try {
      actor = contract.permission === null ? null : await authenticate(request);
      if (actor !== null && contract.permission !== null) allow(actor, contract.permission);
      const params = contract.params && parseParams(contract.params, await context.params);
      const query = contract.query && parseQuery(contract.query, new URL(request.url));
      const body = contract.body && parseBody(contract.body, await readJson(request, contract.maxBytes ?? BODY_BYTES.usual));
      let once = unkeyed;
      const key = contract.idempotent && actor !== null ? keyOf(request.headers) : null;
      if (key !== null && actor !== null) {
        const wish = hashOf([contract.method, contract.path, params, query, body]);
        const keyed = { actor: actor.id, key, hash: wish, status: contract.status };
        const known = await storedAnswer(keyed);
        if (known !== null) return respond(contract, known, { "idempotency-replayed": "true" });
        once = onceFor(keyed);
      }
      // The values are exactly what the contract's schemas put out; TypeScript can't follow that through conditional types.
      const answer = await handle({
        actor,
        params,
        query,
        body,
        headers: request.headers,
        request,
        once,
        signal: request.signal,
      } as Call<C>);
      if (answer instanceof Response) return answer;
      if (contract.response === null) return new Response(null, { status: contract.status, headers: { "cache-control": "no-store" } });
      return respond(contract, answer);
    } catch (error) {
      const refusal = toApiError(error);
      const { permission } = contract;
      if (permission !== null)
        await noteRefusal(refusal, {
          actorId: actor?.id ?? null,
          permission,
          path: new URL(request.url).pathname,
          headers: request.headers,
        });
      return problemResponse(refusal);
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

const respond = ({ status }: Contract, answer: unknown, headers: Record<string, string> = {}): Response =>
  Response.json(answer, { status, headers: { "cache-control": "no-store", ...headers } });
