"use server";
import { z } from "zod";
import type { ActionResult } from "#lib/action-result.ts";
import { act } from "#server/action";
import { parseBody } from "#server/api/parse";
import { channelsThatStart } from "#server/channels/started-by";

/** The names of the channels that begin this flow. */
export async function loadStarters(flowId: number): Promise<ActionResult<string[]>> {
  return act("channels:read", (actor) => channelsThatStart(actor, parseBody(z.int().positive(), flowId)));
}
