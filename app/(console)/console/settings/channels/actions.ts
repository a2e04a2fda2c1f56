"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { idField } from "#lib/api/ids.ts";
import {
  type ChannelResponse,
  type CheckFinding,
  type CreateChannel,
  createChannelBody,
  type PatchChannel,
  patchChannelBody,
} from "#lib/api/channels.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { createChannel, patchChannel, resumePausedChannel } from "#server/services/channels/channels";
import { checkConnection } from "#server/services/channels/check-connection";

export async function create(input: CreateChannel): Promise<ActionResult<ChannelResponse>> {
  return runServerAction("channels:write", (actor) => createChannel(actor, parseBody(createChannelBody, input)));
}

export async function update(channelId: number, input: PatchChannel): Promise<ActionResult<ChannelResponse>> {
  return runServerAction("channels:write", (actor) =>
    patchChannel(actor, parseBody(idField, channelId), parseBody(patchChannelBody, input)),
  );
}

export async function check(channelId: number): Promise<ActionResult<CheckFinding[]>> {
  return runServerAction("channels:write", (actor) => checkConnection(actor, parseBody(idField, channelId)));
}

export async function resume(channelId: number): Promise<ActionResult<ChannelResponse>> {
  return runServerAction("channels:write", (actor) => resumePausedChannel(actor, parseBody(idField, channelId)));
}
