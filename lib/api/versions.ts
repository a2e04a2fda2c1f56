import { z } from "zod";
import { contract } from "./contract.ts";
import { graph, revision } from "./graph.ts";
import { smallId, timestamp } from "./ids.ts";
import { issue } from "./issue.ts";
import { listOf, pageQuery } from "./page.ts";
import { flowParams } from "./params.ts";

const note = z.string("must be a text").max(500, "must have at most 500 characters");

export const publishBody = z
  .strictObject({
    note: note.nullish(),
    revision: revision.optional().meta({ description: "Refused with 409 when the draft has moved on from it." }),
    from_version: z
      .int("must be a whole number: a version")
      .positive("must be 1 or more")
      .optional()
      .meta({ description: "Rolls back: this version becomes the draft, and that draft is published, both or neither." }),
    channel_id: z
      .int("must be the number of a channel")
      .positive("must be the number of a channel")
      .max(2_147_483_647, "must be the number of a channel")
      .optional()
      .meta({
        description:
          "The channel whose contacts begin with this flow from now on, both or neither; needs the permission to change channels.",
      }),
  })
  .meta({ id: "Publish", example: { note: "Novo menu" } });

export const publishResponse = z
  .object({ version: z.int(), version_id: z.int(), revision, issues: z.array(issue).meta({ description: "Warnings." }) })
  .meta({ id: "PublishAnswer", example: { version: 3, version_id: 12, revision: 8, issues: [] } });

export const version = z
  .object({
    number: z.int(),
    note: z.string(),
    created_at: timestamp,
    created_by: z.string(),
    created_by_name: z.string().nullable().meta({ description: "Of a user of the console." }),
    open_executions: z.int(),
  })
  .meta({
    id: "Version",
    example: {
      number: 3,
      note: "Novo menu",
      created_at: "2026-11-23T12:00:00.000Z",
      created_by: "user:1",
      created_by_name: "Ana",
      open_executions: 4,
    },
  });

const versionParams = z.object({ id: smallId, number: smallId });

export const wholeVersion = version.extend({ graph }).meta({ id: "WholeVersion" });

export const conversationsBody = z
  .strictObject({
    action: z.enum(["move", "finish", "restart"]).meta({
      description:
        "move: each goes on at the node of the same id in the latest version, and stays where that is missing (also where the " +
        "flow has begun itself within it; parts of it that are in other flows keep their versions); finish: they end as " +
        "cancelled; restart: they end, and the latest version starts for the same contacts.",
    }),
  })
  .meta({ id: "ActOnConversations", example: { action: "move" } });

export const migrateExecutionsResponse = z
  .object({ affected: z.int().meta({ description: "How many conversations it was done to." }) })
  .meta({ id: "Affected", example: { affected: 4 } });

export const publishFlowContract = contract({
  method: "POST",
  path: "/flows/{id}/publish",
  summary: "Publish the draft as a new version",
  description:
    "New executions run the version published last; those under way keep theirs. Publishing a draft that equals the " +
    "published version makes no new version and answers the one there is, so repeating the call is harmless. `from_version` " +
    "puts an old version live again, and makes it the draft.",
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

export const getVersionContract = contract({
  method: "GET",
  path: "/flows/{id}/versions/{number}",
  summary: "One published version with its graph",
  permission: "flows:read",
  params: versionParams,
  status: 200,
  response: wholeVersion,
});

export const migrateExecutionsContract = contract({
  method: "POST",
  path: "/flows/{id}/versions/{number}/conversations",
  summary: "Move, finish or restart the conversations inside a version",
  description:
    "Each conversation is done by itself, between two of its messages; those that end or move on by themselves meanwhile " +
    "are left alone. Repeating the call takes up those that are left.",
  permission: "executions:write",
  params: versionParams,
  body: conversationsBody,
  idempotent: true,
  status: 200,
  response: migrateExecutionsResponse,
  refusals: { 409: "Moving or restarting needs a later published version; the flow is archived." },
});

export type Version = z.output<typeof version>;
