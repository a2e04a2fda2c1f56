import { flowParams } from "../schemas/flows.ts";
import { migrateExecutionsResponse, conversationsBody, knownDraft, knownQuery, versionParams, wholeVersion } from "../schemas/versions.ts";
import { contract } from "../contract.ts";

export const getDraftContract = contract({
  method: "GET",
  path: "/flows/{id}/draft",
  summary: "The draft, or that it has not changed",
  permission: "flows:read",
  params: flowParams,
  query: knownQuery,
  status: 200,
  response: knownDraft,
});

export const getVersionContract = contract({
  method: "GET",
  path: "/flows/{id}/versions/{number}",
  summary: "One published version with its graph",
  permission: "flows:read",
  params: versionParams,
  status: 200,
  response: wholeVersion,
});

export const actOnConversationsContract = contract({
  method: "POST",
  path: "/flows/{id}/versions/{number}/conversations",
  summary: "Move, finish or restart the conversations inside a version",
  description:
    "Each conversation is done by itself, between two of its messages; those that end or move on by themselves meanwhile are left alone. Repeating the call takes up those that are left.",
  permission: "executions:write",
  params: versionParams,
  body: conversationsBody,
  status: 200,
  response: migrateExecutionsResponse,
  refusals: { 409: "Moving or restarting needs a later published version; the flow is archived." },
});
