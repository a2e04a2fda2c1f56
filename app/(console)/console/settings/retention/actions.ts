"use server";
import type { RetentionValues } from "#components/settings/types.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { act } from "#server/action";
import { parseBody } from "#server/api/parse";
import { retentionBody, setRetention } from "#server/retention/settings";

export async function save(values: RetentionValues): Promise<ActionResult<RetentionValues>> {
  return act("retention:write", (actor) => setRetention(actor, parseBody(retentionBody, values)));
}
