import { sampleAnswers } from "../conditions/sample-answers.ts";
import { waitsFor } from "../engine/can-consume.ts";
import { type CompiledFlow, isAlways } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { DEFAULT_LANGUAGE } from "../engine/values/environment.ts";
import { applyAction } from "./device.ts";
import type { Device } from "./types.ts";

const MOST = 6;
const LONGEST = 40;
/**
 * Answers that lead different ways from where the conversation rests, to be tapped instead of typed: read from the
 * conditions after it, and each one tried, so that only those that really take that way are offered.
 */
export function suggestions(flow: CompiledFlow, graph: FlowGraph, device: Device): string[] {
  const state = device.execution?.state;
  if (!state || !waitsFor(state).includes("message") || state.nodeId === null) return [];
  const found: string[] = [];
  for (const { id, condition } of conditionsAfter(graph, state.nodeId)) {
    const [text = ""] = sampleAnswers(condition, graph.settings?.language ?? DEFAULT_LANGUAGE);
    if (text.trim() === "" || text.length > LONGEST || found.includes(text)) continue;
    const tried = applyAction(flow, device, { type: "say", text });
    if (tried.visits.slice(device.visits.length).some(({ transitionId }) => transitionId === id)) found.push(text);
    if (found.length === MOST) break;
  }
  return found;
}

/** How far ahead conditions are looked for: the node itself, a decision after it, and one after that. */
const AHEAD = 3;

function conditionsAfter(graph: FlowGraph, nodeId: string): { id: string; condition: string }[] {
  let nodes = new Set([nodeId]);
  const conditions: { id: string; condition: string }[] = [];
  for (let hops = 0; hops < AHEAD; hops += 1) {
    const leaving = graph.transitions.filter(({ from }) => nodes.has(from));
    conditions.push(...leaving.flatMap(({ id, condition }) => (isAlways(condition) ? [] : [{ id, condition }])));
    nodes = new Set(leaving.map(({ to }) => to));
  }
  return conditions;
}
