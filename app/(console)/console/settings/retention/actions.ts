"use server";
import type { RetentionValues } from "#components/settings/types.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { retentionBody, setRetention } from "#server/services/retention/settings";

export async function save(values: RetentionValues): Promise<ActionResult<RetentionValues>> {
  return runServerAction("retention:write", (actor) => setRetention(actor, parseBody(retentionBody, values)));
}
