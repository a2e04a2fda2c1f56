"use server";
import { z } from "zod";
import type { ChannelInput, ChannelItem, CheckFinding } from "#components/settings/types.ts";
import type { ActionResult } from "#lib/action-result.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { createChannel, patchChannel } from "#server/services/channels/channels";
import { checkConnection } from "#server/services/channels/check-connection";
import { createChannelBody, patchChannelBody } from "#lib/api/schemas/channels.ts";

const id = z.int().positive();

export async function create(input: ChannelInput): Promise<ActionResult<ChannelItem>> {
  return runServerAction("channels:write", (actor) => createChannel(actor, parseBody(createChannelBody, input)));
}

export async function update(channelId: number, input: Partial<ChannelInput> & { status?: "active" }): Promise<ActionResult<ChannelItem>> {
  return runServerAction("channels:write", (actor) => patchChannel(actor, parseBody(id, channelId), parseBody(patchChannelBody, input)));
}

export async function check(channelId: number): Promise<ActionResult<CheckFinding[]>> {
  return runServerAction("channels:write", (actor) => checkConnection(actor, parseBody(id, channelId)));
}
