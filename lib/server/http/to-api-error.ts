import { randomUUID } from "node:crypto";
import { isUnavailable, isUniqueViolation } from "../platform/db.ts";
import { SettingsError } from "../platform/env.ts";
import { log } from "../platform/log.ts";
import { requestId } from "../platform/request-id.ts";
import { conflict, ApiError } from "../platform/api-error.ts";

/** What the caller gets for an error that no service meant to throw: no internals, but how to find it in the log. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isUnavailable(error) || isFenced(error)) {
    log.warn({ err: error }, "the database did not answer an API request");
    return new ApiError(503, "The database is busy or out of reach; nothing was changed. Try again in a moment.", {
      code: "unavailable",
      headers: { "retry-after": "1" },
    });
  }
  if (isUniqueViolation(error))
    return conflict(
      "taken",
      "Somebody else saved something with the same name or number at the same moment; nothing was changed. Read again and choose another.",
    );
  const instance = `urn:uuid:${requestId() ?? randomUUID()}`;
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
