"use server";
import type { ActionResult } from "#lib/action-result.ts";
import type { FlowReach } from "#lib/api/flow-reach.ts";
import { idField } from "#lib/api/ids.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { flowReach } from "#server/flows/channels-of-flow";

/** The channels that this flow can answer on, and who may choose. */
export async function loadFlowReach(flowId: number): Promise<ActionResult<FlowReach>> {
  return runServerAction("channels:read", (actor) => flowReach(actor, parseBody(idField, flowId)));
}
