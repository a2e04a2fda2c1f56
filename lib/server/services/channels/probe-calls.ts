import type { CheckFinding } from "#lib/api/channels.ts";
import { readNode } from "#lib/engine/read-config.ts";
import { objectOf, textOf } from "#lib/json/read-json.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { performCall } from "../../effects/calls/perform.ts";
import { storedGraph } from "../../flows/flow-row.ts";

/** Each may cost, and a person waits. */
const MOST = 3;

/**
 * Asks the services behind a flow's nodes as the nodes would, with a question of two words: whether they answer, and which parameters
 * they do not take.
 */
export async function probeCalls(graph: unknown, simulated: boolean): Promise<CheckFinding[]> {
  const probes = storedGraph(graph).nodes.flatMap((node) => {
    const read = readNode(node, nodeTypes);
    return read?.type.probe === undefined ? [] : [read.type.probe(read.config)];
  });
  const different = [...new Map(probes.map((probe) => [JSON.stringify(probe), probe])).values()];
  const findings = await Promise.all(
    different.slice(0, MOST).map(async ({ effect, request }) => findingOf(await performCall(effect, request, null), request, simulated)),
  );
  return findings;
}

function findingOf(result: Record<string, unknown>, request: Record<string, unknown>, simulated: boolean): CheckFinding {
  const model = textOf(result["model"] ?? request["model"], 200) ?? "";
  if (result["ok"] !== true) return { code: "ai_failed", level: "error", params: { model, said: textOf(result["error"], 500) ?? "" } };
  if (result["simulated"] === true) return { code: "ai_missing", level: simulated ? "warning" : "error", params: {} };
  const adjusted = Object.entries(objectOf(result["adjusted"]));
  if (adjusted.length === 0) return { code: "ai_ready", level: "ok", params: { model } };
  const names = adjusted.map(([name, as]) => (typeof as === "string" ? `${name} → ${as}` : name)).join(", ");
  return { code: "ai_adjusted", level: "warning", params: { model, names } };
}
