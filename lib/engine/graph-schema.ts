import { z } from "zod";
import { isJsonObject } from "./context.ts";
import { flowSettingsSchema } from "./flow-settings.ts";
import { triggersSchema } from "./triggers/schema.ts";
import type { Context, FlowGraph } from "./types.ts";

/**
 * A graph as the API carries it. Refused here is what is not a graph at all (duplicate ids, a transition to nowhere);
 * what is a graph but would not run well is for `validate`.
 */

/** Part of the address of what it names (`/nodes/{node_id}`), where these two would lead to the flow itself. */
const id = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => text !== "." && text !== "..", { error: 'must not be "." or ".."', params: { code: "dots-id" } });

const config = z.record(z.string(), z.unknown()).refine(isJsonObject, {
  error: "must be a JSON object, nested at most 64 levels deep, without keys such as __proto__",
  params: { code: "not-json" },
}) as z.ZodType<Context, Context>;

export const flowNodeSchema = z
  .strictObject({
    id,
    name: z.string().max(200).default(""),
    node_type: z.string().min(1).max(64),
    config: config.default({}),
    position: z.strictObject({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
    docked_to: id.optional(),
  })
  .overwrite((node) => (node.name.trim() === "" ? { ...node, name: node.id } : node));

export const transitionSchema = z.strictObject({
  id,
  from: id,
  to: id,
  exit: z.string().min(1).max(64).default("next"),
  condition: z.string().max(2000).nullable().default(null),
});

const flowNoteSchema = z.strictObject({
  id,
  text: z.string().max(5000).default(""),
  position: z.strictObject({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  size: z.strictObject({ width: z.number().min(1).max(5000), height: z.number().min(1).max(5000) }).optional(),
});

export const flowGraphSchema = z
  .strictObject({
    nodes: z.array(flowNodeSchema).max(2000),
    transitions: z.array(transitionSchema).max(10_000),
    start: id.nullable().default(null),
    notes: z.array(flowNoteSchema).max(500).optional(),
    settings: flowSettingsSchema.optional(),
    triggers: triggersSchema.optional(),
  })
  .superRefine((graph, check) => {
    const report = (path: (string | number)[], code: string, id: string, message: string) =>
      check.addIssue({ code: "custom", path, message, params: { code, id } });
    const nodeIds = new Set<string>();
    const transitionIds = new Set<string>();
    const noteIds = new Set<string>();

    graph.nodes.forEach((node, index) => {
      if (nodeIds.has(node.id)) report(["nodes", index, "id"], "duplicate-id", node.id, `another node already has the id "${node.id}"`);
      nodeIds.add(node.id);
    });
    graph.transitions.forEach((transition, index) => {
      if (transitionIds.has(transition.id)) {
        report(["transitions", index, "id"], "duplicate-id", transition.id, `another transition already has the id "${transition.id}"`);
      }
      transitionIds.add(transition.id);
      for (const end of ["from", "to"] as const) {
        if (!nodeIds.has(transition[end]))
          report(["transitions", index, end], "no-such-node", transition[end], `there is no node "${transition[end]}"`);
      }
    });
    const triggerIds = new Set<string>();
    graph.triggers?.forEach(({ id }, index) => {
      if (triggerIds.has(id)) report(["triggers", index, "id"], "duplicate-id", id, `another trigger already has the id "${id}"`);
      triggerIds.add(id);
    });
    graph.notes?.forEach((note, index) => {
      if (noteIds.has(note.id)) report(["notes", index, "id"], "duplicate-id", note.id, `another note already has the id "${note.id}"`);
      noteIds.add(note.id);
    });
  }) satisfies z.ZodType<FlowGraph>;
