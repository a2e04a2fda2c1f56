"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { type Retention, retentionBody } from "#lib/api/retention.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { setRetention } from "#server/services/retention/settings";

export async function save(values: Retention): Promise<ActionResult<Retention>> {
  return runServerAction("retention:write", (actor) => setRetention(actor, parseBody(retentionBody, values)));
}
