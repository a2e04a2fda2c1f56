import {
  createFlowBody,
  draftResponse,
  exported,
  flow,
  flowParams,
  flowsQuery,
  flowSummary,
  importBody,
  patchFlowBody,
  publishResponse,
  publishBody,
  putDraftBody,
  startResponse,
  startBody,
  version,
} from "../schemas/flows.ts";
import { contract } from "../contract.ts";
import { listOf, pageQuery } from "../page.ts";

export const listFlowsContract = contract({
  method: "GET",
  path: "/flows",
  summary: "List flows, newest first",
  permission: "flows:read",
  query: flowsQuery,
  status: 200,
  response: listOf(flowSummary),
});

export const createFlowContract = contract({
  method: "POST",
  path: "/flows",
  summary: "Create a flow with an empty draft",
  permission: "flows:write",
  body: createFlowBody,
  status: 201,
  response: flow,
});

export const getFlowContract = contract({
  method: "GET",
  path: "/flows/{id}",
  summary: "One flow with its draft",
  permission: "flows:read",
  params: flowParams,
  status: 200,
  response: flow,
});

export const patchFlowContract = contract({
  method: "PATCH",
  path: "/flows/{id}",
  summary: "Change the name or the description",
  permission: "flows:write",
  params: flowParams,
  body: patchFlowBody,
  status: 200,
  response: flow,
  refusals: { 409: "The flow is archived." },
});

export const removeFlowContract = contract({
  method: "DELETE",
  path: "/flows/{id}",
  summary: "Delete a flow, or archive it when it has executions",
  description:
    "A flow that never ran is deleted. One with executions is archived: it leaves the lists (`?archived=true` shows it) and starts nothing any more; conversations already in it go on.",
  permission: "flows:write",
  params: flowParams,
  status: 204,
  response: null,
  refusals: { 409: "It answers on a channel: choose another flow there first." },
});

export const putDraftContract = contract({
  method: "PUT",
  path: "/flows/{id}/draft",
  summary: "Replace the whole draft",
  description:
    "The graph plus `revision`, the one last read. The draft may be incomplete: `issues` tell what stands in the way of publishing it.",
  permission: "flows:write",
  params: flowParams,
  body: putDraftBody,
  status: 200,
  response: draftResponse,
  refusals: { 409: "`revision` is stale; `current_revision` is the one now. Or the flow is archived." },
});

export const publishFlowContract = contract({
  method: "POST",
  path: "/flows/{id}/publish",
  summary: "Publish the draft as a new version",
  description:
    "New executions run the version published last; those under way keep theirs. Publishing a draft that equals the published version makes no new version and answers the one there is, so repeating the call is harmless. `from_version` puts an old version live again, and makes it the draft.",
  permission: "flows:write",
  params: flowParams,
  body: publishBody,
  status: 200,
  response: publishResponse,
  refusals: {
    409: "`revision` is stale, or the flow is archived.",
    422: "The draft is not runnable: `issues` lists what to mend. Nothing was published.",
  },
});

export const listVersionsContract = contract({
  method: "GET",
  path: "/flows/{id}/versions",
  summary: "Published versions, newest first",
  permission: "flows:read",
  params: flowParams,
  query: pageQuery,
  status: 200,
  response: listOf(version),
});

export const exportFlowContract = contract({
  method: "GET",
  path: "/flows/{id}/export",
  summary: "The draft as a file",
  permission: "flows:read",
  params: flowParams,
  status: 200,
  response: exported,
});

export const importFlowContract = contract({
  method: "POST",
  path: "/flows/import",
  summary: "Create a flow from an export",
  permission: "flows:write",
  body: importBody,
  status: 201,
  response: flow,
});

export const startFlowContract = contract({
  method: "POST",
  path: "/flows/start",
  summary: "Start a flow for a contact",
  description:
    "Runs the first nodes before it answers. A conversation that the contact has open is cancelled, because one contact has one conversation.",
  permission: "executions:write",
  body: startBody,
  status: 201,
  response: startResponse,
  refusals: { 404: "There is no such flow.", 409: "The flow is not published or archived, or there is no active channel." },
});
