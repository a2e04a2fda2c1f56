import type { FlowGraph, FlowNode, Json } from "#lib/engine/types.ts";

/** A node as tests write it: its type, then its config. */
export type NodeSpec = [node_type: string, config?: { [key: string]: Json }];
/** from, to, condition, exit (`next` unless told). */
export type TransitionSpec = [from: string, to: string, condition?: string | null, exit?: string];

/** A graph from names; the first node is the start. */
export function graph(nodes: Record<string, NodeSpec>, transitions: TransitionSpec[]): FlowGraph {
  const made = Object.entries(nodes).map(([id, [node_type, config]]): FlowNode => ({
    id,
    name: id,
    node_type,
    config: config ?? {},
    position: { x: 0, y: 0 },
  }));
  return {
    nodes: made,
    transitions: transitions.map(([from, to, condition, exit], index) => ({
      id: `t${index + 1}`,
      from,
      to,
      exit: exit ?? "next",
      condition: condition ?? null,
    })),
    start: made[0]?.id ?? null,
  };
}

/** Says every message back, for ever, in one execution a contact: also what came before its last reply. */
export const echo = graph(
  { say: ["send_message", { message: "eco {{ last_message }}" }], hear: ["wait_for_input", { hears_earlier: true }] },
  [
    ["say", "hear"],
    ["hear", "say"],
  ],
);

/** Says a message back and ends: each message is an execution of its own. */
export const answerOnce = graph({ say: ["send_message", { message: "eco {{ last_message }}" }], stop: ["end"] }, [["say", "stop"]]);

/** Asks, hears one answer to that question, and ends. */
export const askOnce = graph(
  {
    ask: ["send_message", { message: "pergunta" }],
    hear: ["wait_for_input"],
    thank: ["send_message", { message: "obrigado {{ last_message }}" }],
    stop: ["end"],
  },
  [
    ["ask", "hear"],
    ["hear", "thank"],
    ["thank", "stop"],
  ],
);

/** Says something, and something more when the delay is over. */
export const delayed = (seconds: number) =>
  graph(
    {
      first: ["send_message", { message: "já volto {{ last_message }}", delay_seconds: seconds }],
      second: ["send_message", { message: "voltei {{ last_message }}" }],
      stop: ["end"],
    },
    [
      ["first", "second"],
      ["second", "stop"],
    ],
  );

/** Replies with the language model's words, or says that there are none. */
export const askAi = graph(
  {
    ask: ["ai_completion", { prompt: "{{ last_message }}", send_response: true }],
    hear: ["wait_for_input"],
    sorry: ["send_message", { message: "sem resposta" }],
  },
  [
    ["ask", "hear"],
    ["hear", "ask"],
    ["ask", "sorry", null, "error"],
    ["sorry", "hear"],
  ],
);

/** Offers two choices, of which one can be named by another word too, and says which was taken. */
export const pick: FlowGraph = {
  nodes: [
    {
      ...{ id: "pick", name: "Pick", node_type: "send_choices", position: { x: 0, y: 0 } },
      config: {
        message: "Which?",
        choices: [
          { id: "menu", title: "Cardápio", words: ["lista"] },
          { id: "out", title: "Sair" },
        ],
        context_key: "chosen",
      },
    },
    { id: "say", name: "Say", node_type: "send_message", config: { message: "tirou {chosen}" }, position: { x: 344, y: 0 } },
    { id: "end", name: "End", node_type: "end", config: {}, position: { x: 688, y: 0 } },
  ],
  transitions: [
    { id: "t1", from: "pick", to: "say", exit: "menu", condition: null },
    { id: "t2", from: "pick", to: "say", exit: "out", condition: null },
    { id: "t3", from: "say", to: "end", exit: "next", condition: null },
  ],
  start: "pick",
};
