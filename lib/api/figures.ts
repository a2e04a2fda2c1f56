import { z } from "zod";
import { contract } from "./contract.ts";
import { openapiAs, timestamp } from "./ids.ts";
import { flowParams } from "./params.ts";
import { timestampParam } from "./timestamp-param.ts";

export const figuresQuery = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "must be the number of a version")
    .transform(Number)
    .optional()
    .meta({ ...openapiAs({ type: "integer", minimum: 1 }), description: "The published one unless given." }),
  from: timestampParam.optional().meta({ description: "Executions started at this time or later; 30 days ago unless given." }),
  to: timestampParam.optional().meta({ description: "Executions started before this time; now unless given." }),
});

const exit = z.object({
  exit: z.string(),
  transition_id: z.string().nullable().meta({ description: "Null: the exit leads nowhere, and the execution completed." }),
  count: z.int(),
});

const nodeFigures = z.object({
  node_id: z.string(),
  visits: z.int().meta({ description: "Times it was entered." }),
  exits: z.array(exit),
  here: z.int().meta({ description: "Open executions that rest here and are not given up." }),
  dropped: z.int().meta({
    description: "Executions that got no further: failed, cancelled or expired here, or waiting for the contact for more than 24 hours.",
  }),
  failed: z.int().meta({ description: "Those of `dropped` that failed here." }),
  completed: z.int().meta({ description: "Executions that completed here." }),
  median_wait_seconds: z
    .number()
    .nullable()
    .meta({ description: "Median time from beginning to wait here to going on; null where nothing waited." }),
});

export const figures = z
  .object({
    version: z.int(),
    from: timestamp,
    to: timestamp,
    executions: z.int().meta({ description: "Executions of the version that started in the period; the figures are about these." }),
    sampled: z.boolean().meta({ description: "There were more: these are the newest 10000." }),
    nodes: z.array(nodeFigures),
  })
  .meta({ id: "FlowFigures" });

export const getFiguresContract = contract({
  method: "GET",
  path: "/flows/{id}/figures",
  summary: "What happened at each node of a version",
  description: "Visits, exits taken, drop-off and median waiting time, over the executions of one version that started in a period.",
  permission: "flows:read",
  params: flowParams,
  query: figuresQuery,
  status: 200,
  response: figures,
});

export type FiguresResponse = z.output<typeof figures>;

export type NodeFigures = z.output<typeof nodeFigures>;
