import { expect, test } from "vitest";
import { compile } from "../engine/compile.ts";
import type { FlowSettings } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { recordTest, runFlowTest, sessionOf } from "./run.ts";
import { flowTest } from "./schema.ts";

/** What a flow's settings say of silence, of leaving and of stale taps, at the simulator and in the tests that it keeps. */

const node = (id: string, node_type: string, config: Record<string, never> | object = {}) => ({
  ...{ id, name: id, node_type, position: { x: 0, y: 0 } },
  config: config as Record<string, never>,
});
const flowWith = (settings: FlowSettings) =>
  compile(
    {
      nodes: [
        node("menu", "send_choices", { message: "O quê?", choices: [{ id: "a", title: "Azul" }] }),
        node("name", "wait_for_input", { question: "Nome?", context_key: "nome" }),
        node("end", "end"),
      ],
      transitions: [
        { id: "1", from: "menu", to: "name", exit: "a", condition: null },
        { id: "2", from: "name", to: "end", exit: "next", condition: null },
      ],
      start: "menu",
      settings,
    },
    nodeTypes,
  );
const kept = (...turns: object[]) => flowTest.parse({ name: "t", turns: turns.map((turn) => ({ do: turn })) });
const say = (text: string) => ({ action: "say", text });

test.each<[string, FlowSettings, object[], string, string[]]>([
  ["silence", { idle_seconds: 60, idle_message: "Tchau." }, [say("oi"), { action: "wait", seconds: 60 }], "expired", ["O quê?", "Tchau."]],
  ["silence, by the next timer", { idle_seconds: 60 }, [say("oi"), { action: "next_timer" }], "expired", ["O quê?"]],
  [
    "a word in time",
    { idle_seconds: 60 },
    [say("oi"), { action: "wait", seconds: 59 }, say("azul"), { action: "wait", seconds: 59 }],
    "waiting",
    ["O quê?", "Nome?"],
  ],
  ["leaving", { leave: { words: ["sair"], message: "Até." } }, [say("oi"), say("SAIR")], "cancelled", ["O quê?", "Até."]],
  [
    "going back",
    { stale: "go_back" },
    [say("oi"), { action: "tap", choice: "a" }, { action: "tap", choice: "a" }, say("Ana")],
    "completed",
    ["O quê?", "Nome?", "Nome?"],
  ],
  [
    "a tap that does nothing",
    { stale: "ignore" },
    [say("oi"), { action: "tap", choice: "a" }, { action: "tap", choice: "a" }],
    "waiting",
    ["O quê?", "Nome?"],
  ],
])("%s", (name, settings, turns, status, said) => {
  const flow = flowWith(settings);
  const recorded = recordTest(sessionOf(flow, kept(...turns)), "t");
  expect(recorded.turns.flatMap(({ expect }) => expect.messages ?? [])).toEqual(said);
  expect(recorded.turns.at(-1)?.expect.status).toBe(status);
  expect(runFlowTest(flow, recorded).passed).toBe(true);
  // Without the rule it goes another way, but where the rule had nothing to do.
  expect(runFlowTest(flowWith({}), recorded).passed).toBe(name === "a word in time");
});
