import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { flowGraphSchema } from "../engine/graph-schema.ts";
import type { OtherFlow } from "../engine/other-flows.ts";
import { newSession, proceed } from "../simulator/session.ts";
import type { Action } from "../simulator/types.ts";
import { prepareFlow, recordAsTest, runFlowTests } from "./run.ts";

const read = (file: string) =>
  JSON.parse(readFileSync(`${import.meta.dirname}/../engine/conversations/${file}.json`, "utf8")) as {
    flow: unknown;
    flows: { [flowId: string]: unknown };
  };

const action = fc.oneof(
  fc.constantFrom("oi", "Rua A", "sim", "").map((text): Action => ({ type: "say", text })),
  fc.constantFrom<Action>({ type: "next_timer" }, { type: "wait", ms: 20_000 }, { type: "start", context: { x: 1 } }),
);

// That the simulator does what the server does is the parity test's.
test.each(["flow-within-flow", "flow-within-flow-fails"])("whatever happens at the simulator happens again in a flow test: %s", (file) => {
  const { flow: own, flows } = read(file);
  const others = Object.entries(flows).map(([id, graph]): OtherFlow => ({
    ...{ id: Number(id), name: id, is_archived: false },
    published: { version: 1, version_id: Number(id) * 10, graph: flowGraphSchema.parse(graph) },
  }));
  const graph = flowGraphSchema.parse(own);
  const flow = prepareFlow(graph, { others });
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 12 }), (actions) => {
      const session = actions.reduce((now, each) => proceed(now, flow, each), newSession({ name: "Ana", phone: null }, 0));
      fc.pre(session.at > 0);
      const kept = recordAsTest(session, flow, "kept");
      expect(runFlowTests(graph, [kept], { others })[0]).toMatchObject({ passed: true });
    }),
    { numRuns: 60 },
  );
  const [alone] = runFlowTests(graph, [
    recordAsTest(proceed(newSession({ name: "Ana", phone: null }, 0), flow, { type: "say", text: "oi" }), flow, "t"),
  ]);
  expect(alone?.passed, "without the flows that it begins").toBe(false);
});
