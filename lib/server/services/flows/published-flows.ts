import type { z } from "zod";
import type { publishedFlowsResponse } from "#lib/api/published-flows.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { readOtherFlows } from "../../flows/other-flows.ts";
import { pool } from "../../platform/db.ts";

/** Flows as others begin them, with all that they may come to. */
export async function listPublishedFlows(actor: Actor, ids: readonly number[]): Promise<z.output<typeof publishedFlowsResponse>> {
  allow(actor, "flows:read");
  return { items: await readOtherFlows(pool(), ids) };
}
