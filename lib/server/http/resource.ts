import { ApiError, problemResponse } from "../platform/api-error.ts";
import type { RouteHandler } from "./route.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = (typeof METHODS)[number];

/** What an address responds with, by method. The methods it does not have are refused in words, where Next would send an empty 405. */
export function resource(handlers: Partial<Record<Method, RouteHandler>>): Record<Method | "OPTIONS", RouteHandler> {
  const allow = METHODS.filter((method) => method in handlers).join(", ");
  const refuse: RouteHandler = async ({ method, url }) =>
    problemResponse(
      new ApiError(405, `${new URL(url).pathname} does not take ${method}; it takes ${allow}.`, {
        code: "method-not-allowed",
        headers: { allow },
      }),
    );
  const OPTIONS: RouteHandler = async () => new Response(null, { status: 204, headers: { allow } });
  return { GET: refuse, POST: refuse, PUT: refuse, PATCH: refuse, DELETE: refuse, OPTIONS, ...handlers };
}
