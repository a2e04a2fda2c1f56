import { randomUUID } from "node:crypto";
import { SettingsError } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { conflict, ApiError } from "../platform/api-error.ts";

/**
 * PostgreSQL (and connection) errors that say "not now": lock and statement timeouts, deadlocks, serialisation failures,
 * too many connections, shutdown, a connection that is refused or cut; P....: the same as Prisma words them.
 */
const NOT_NOW =
  /^(55P03|57014|40P01|40001|53\d\d\d|57P0\d|08\d\d\d|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|P1001|P1002|P1008|P1017|P2024|P2034)$/;
const POOL_MESSAGES = /timeout exceeded when trying to connect|Connection terminated|Query read timeout/;

/** What the caller is told about an error that no service meant to throw: nothing of its inside, but how to find it in the log. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : "";
  if (NOT_NOW.test(code) || isFenced(error) || POOL_MESSAGES.test(message)) {
    log.warn({ err: error }, "the database did not answer an API request");
    return new ApiError(503, "The database is busy or out of reach; nothing was changed. Try again in a moment.", {
      code: "unavailable",
      headers: { "retry-after": "1" },
    });
  }
  if (code === "23505")
    return conflict(
      "taken",
      "Somebody else saved something with the same name or number at the same moment; nothing was changed. Read again and choose another.",
    );
  const instance = `urn:uuid:${randomUUID()}`;
  log.error({ err: error, instance }, "an API request failed");
  const detail =
    error instanceof SettingsError
      ? error.message
      : "Something went wrong on our side and nothing was changed. The server's log has the cause under this instance.";
  return new ApiError(500, detail, { code: "internal", members: { instance } });
}

/** Another process moved the conversation on at the same moment. By name, so that not every route loads the engine. */
function isFenced(error: unknown): boolean {
  return error instanceof Error && error.name === "FencedError";
}
