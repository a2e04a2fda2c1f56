"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { idField } from "#lib/api/ids.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { channelNamesOfFlow } from "#server/flows/channels-of-flow";

/** The names of the channels that begin this flow. */
export async function loadFlowChannels(flowId: number): Promise<ActionResult<string[]>> {
  return runServerAction("channels:read", (actor) => channelNamesOfFlow(actor, parseBody(idField, flowId)));
}
