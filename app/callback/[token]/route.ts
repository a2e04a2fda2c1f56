import { readJson } from "#server/http/json-body";
import { resource } from "#server/http/resource";
import { toApiError } from "#server/http/to-api-error";
import { problemResponse } from "#server/platform/api-error";
import { receiveCallback } from "#server/services/callbacks/receive-callback";
import type { Json } from "#lib/engine/types.ts";

const MAX_BYTES = 64 * 1024;

/** Another system calls back: 202 where it is kept, 200 where it had come before. */
async function take(request: Request): Promise<Response> {
  try {
    const token = new URL(request.url).pathname.split("/").at(-1) ?? "";
    // `readJson` has made sure that it is JSON.
    const body = ((await readJson(request, MAX_BYTES)) ?? null) as Json;
    const received = await receiveCallback(token, body);
    return Response.json({ received: true }, { status: received === "taken" ? 202 : 200, headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problemResponse(toApiError(error));
  }
}

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({ POST: take });
