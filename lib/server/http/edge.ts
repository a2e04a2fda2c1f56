import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { addressBehind, FORWARDED_FOR } from "../auth/client-address.ts";
import { ApiError, badRequest, countRefusal } from "../platform/api-error.ts";
import { env } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { processWide } from "../platform/process-wide.ts";
import { isDirect, REQUEST_ID_HEADER, withRequestId } from "../platform/request-id.ts";
import { serveAhead, withoutSlips } from "./front-door.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/**
 * What is done to a request before Next sees it, however Next was started (`npm start`, the image's `node server.js`): an id, the
 * address that it really came from, and the refusal of methods that nothing here has and that Next fails at; then the front door's.
 * On Vercel there is no server of ours; there `route()` and `clientAddress()` do their part.
 */
export function guardServers(): void {
  if (env().VERCEL !== undefined) return;
  processWide("guarded-servers", () => {
    const emit = Server.prototype.emit as Emit;
    // What Next listens to: there is no hook of its own this early, and it offers no way to bring a server along.
    Server.prototype.emit = function (this: Server, event: string | symbol, ...args: unknown[]): boolean {
      if (event === "clientError" && refuseUnparsed(args[0] as NodeJS.ErrnoException, args[1] as Duplex)) return true;
      if (event !== "request") return emit.call(this, event, ...args);
      const [request, response] = args as [IncomingMessage, ServerResponse];
      return withRequestId(
        (id) => receive(request, response, id) && (serveAhead(request, response) || emit.call(this, event, request, response)),
        isDirect(request),
      );
    };
    return true;
  });
}

type Emit = (this: Server, event: string | symbol, ...args: unknown[]) => boolean;

/** Whether Next may have it. */
function receive(request: IncomingMessage, response: ServerResponse, id: string): boolean {
  const { trustedProxies, NEXTAUTH_URL } = env();
  const { headers, method = "" } = request;
  const forwarded = headers[FORWARDED_FOR]?.toString();
  if (trustedProxies === 0 && forwarded !== undefined) noteIgnored();
  headers[FORWARDED_FOR] = addressBehind(forwarded, request.socket.remoteAddress ?? "", trustedProxies);
  const target = pathAndQuery(request.url ?? "/");
  request.url = withoutSlips(target ?? "/");
  headers[REQUEST_ID_HEADER] = id;
  response.setHeader(REQUEST_ID_HEADER, id);
  // Not with the other headers in next.config.mjs, which are decided when the web is built.
  if (NEXTAUTH_URL?.startsWith("https://") === true) response.setHeader("strict-transport-security", "max-age=63072000");
  if (!METHODS.has(method)) {
    const allow = [...METHODS].join(", ");
    return refuse(response, new ApiError(405, `${method} is not served here.`, { code: "method-not-allowed", headers: { allow } }));
  }
  if (target === null) return refuse(response, badRequest("The request names no address here.", { code: "invalid-address" }));
  // Node would hand on the first alone, and something before us may have looked at the other.
  if ((request.headersDistinct["authorization"]?.length ?? 0) > 1)
    return refuse(response, badRequest("There are two Authorization headers; send one.", { code: "two-authorizations" }));
  return true;
}

/**
 * The path and query of what a request asks for; null for what has none (`*`). A proxy may name a host as well: that is the caller's
 * word, and Next would redirect there.
 */
function pathAndQuery(target: string): string | null {
  if (target.startsWith("/")) return target;
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0];
  if (origin === undefined) return null;
  const rest = target.slice(origin.length);
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** A method that not even Node's parser knows; it says 400 of its own, and no word of what is wrong. */
function refuseUnparsed({ code }: NodeJS.ErrnoException, socket: Duplex): boolean {
  if (code !== "HPE_INVALID_METHOD" || !socket.writable) return false;
  socket.end(`HTTP/1.1 405 Method Not Allowed\r\nAllow: ${[...METHODS].join(", ")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  return true;
}

function refuse(response: ServerResponse, problem: ApiError): false {
  countRefusal(problem);
  response.writeHead(problem.status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    connection: "close",
    ...problem.extras.headers,
  });
  response.end(JSON.stringify(problem));
  return false;
}

export const FORWARDED_FOR_IGNORED =
  "X-Forwarded-For arrives and is not believed, because WORKFLOW_TRUSTED_PROXIES is 0: all that comes through a proxy " +
  "counts as one address. Behind your own proxy set it to the number of proxies.";

const ignored = () => processWide("ignored-forwarded-for", () => ({ header: false }));

/** Whether a proxy seems to stand before us that WORKFLOW_TRUSTED_PROXIES does not count, so that all its callers look like one. */
export const isForwardedForIgnored = (): boolean => ignored().header;

function noteIgnored(): void {
  if (ignored().header) return;
  ignored().header = true;
  log.warn(FORWARDED_FOR_IGNORED);
}
