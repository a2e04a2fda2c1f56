import type { FlowGraph } from "#lib/engine/types.ts";

const COLUMNS = 25;

/** Rows of message, answer, decision, …, each node leading to the next, each decision also one back. */
export function largeFlow(count: number): FlowGraph {
  const types = ["send_message", "wait_for_input", "decision"] as const;
  const configs = { send_message: { message: "Hello {{ last_message }}" }, wait_for_input: { context_key: "answer" }, decision: {} };
  const nodes = Array.from({ length: count }, (_, n) => {
    const node_type = types[n % 3] ?? "decision";
    return {
      id: `n${n}`,
      name: `Node ${n}`,
      node_type,
      config: configs[node_type],
      position: { x: (n % COLUMNS) * 344, y: Math.floor(n / COLUMNS) * 240 },
    };
  });
  const transitions = nodes.flatMap(({ id, node_type }, n) => [
    ...(node_type === "decision" ? [{ id: `b${n}`, from: id, to: `n${n - 1}`, exit: "next", condition: "answer == 'again'" }] : []),
    ...(n + 1 < count ? [{ id: `t${n}`, from: id, to: `n${n + 1}`, exit: "next", condition: null }] : []),
  ]);
  return { nodes, transitions, start: "n0" };
}
