"use server";
import { z } from "zod";
import type { ActionResult } from "#lib/action-result.ts";
import { act } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { channelsThatStart } from "#server/flows/channels-of-flow";

/** The names of the channels that begin this flow. */
export async function loadStarters(flowId: number): Promise<ActionResult<string[]>> {
  return act("channels:read", (actor) => channelsThatStart(actor, parseBody(z.int().positive(), flowId)));
}
