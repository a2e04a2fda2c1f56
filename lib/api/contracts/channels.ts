import { channel, channelParams, createChannelBody, patchChannelBody } from "../schemas/channels.ts";
import { contract } from "../contract.ts";
import { listOf, pageQuery } from "../page.ts";

export const listChannelsContract = contract({
  method: "GET",
  path: "/channels",
  summary: "List channels, newest first",
  permission: "channels:read",
  query: pageQuery,
  status: 200,
  response: listOf(channel),
});

export const createChannelContract = contract({
  method: "POST",
  path: "/channels",
  summary: "Add a channel, or claim a number known from its webhooks only",
  permission: "channels:write",
  body: createChannelBody,
  status: 201,
  response: channel,
  refusals: { 409: "The number has a channel already." },
});

export const patchChannelContract = contract({
  method: "PATCH",
  path: "/channels/{id}",
  summary: "Change a channel",
  description: "Only the fields given change; null clears. The access token is write-only: `has_access_token` tells whether there is one.",
  permission: "channels:write",
  params: channelParams,
  body: patchChannelBody,
  status: 200,
  response: channel,
  refusals: { 409: "The number has another channel." },
});
