"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { type AppResponse, appIdField, type CreateApp, createAppBody, type PatchApp, patchAppBody } from "#lib/api/apps.ts";
import { idField, momentField } from "#lib/api/ids.ts";
import {
  type ChannelResponse,
  type CheckFinding,
  type CreateChannel,
  createChannelBody,
  type PatchChannel,
  patchChannelBody,
  type RemovalConsequences,
  type WebhookProgress,
} from "#lib/api/channels.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { createApp, patchApp, removeApp } from "#server/services/channels/apps";
import { createChannel, patchChannel, pauseChannel, resumePausedChannel } from "#server/services/channels/channels";
import { removalConsequences, removeChannel } from "#server/services/channels/remove-channel";
import { webhookProgress } from "#server/services/channels/webhook-progress";
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

export async function pause(channelId: number): Promise<ActionResult<ChannelResponse>> {
  return runServerAction("channels:write", (actor) => pauseChannel(actor, parseBody(idField, channelId)));
}

export async function consequences(channelId: number): Promise<ActionResult<RemovalConsequences>> {
  return runServerAction("channels:write", (actor) => removalConsequences(actor, parseBody(idField, channelId)));
}

export async function remove(channelId: number): Promise<ActionResult<null>> {
  return runServerAction("channels:write", async (actor) => {
    await removeChannel(actor, parseBody(idField, channelId));
    return null;
  });
}

export async function progress(channelId: number, since: number | null): Promise<ActionResult<WebhookProgress>> {
  return runServerAction("channels:write", (actor) =>
    webhookProgress(actor, parseBody(idField, channelId), since === null ? null : parseBody(momentField, since)),
  );
}

export async function addApp(input: CreateApp): Promise<ActionResult<AppResponse>> {
  return runServerAction("channels:write", (actor) => createApp(actor, parseBody(createAppBody, input)));
}

export async function changeApp(appId: string, input: PatchApp): Promise<ActionResult<AppResponse>> {
  return runServerAction("channels:write", (actor) => patchApp(actor, parseBody(appIdField, appId), parseBody(patchAppBody, input)));
}

export async function takeAppAway(appId: string): Promise<ActionResult<null>> {
  return runServerAction("channels:write", async (actor) => {
    await removeApp(actor, parseBody(appIdField, appId));
    return null;
  });
}
