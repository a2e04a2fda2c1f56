import { parentPort } from "node:worker_threads";
import { compile } from "#lib/engine/compile.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import { runTurns } from "#lib/flow-tests/run.ts";
import type { FlowTest } from "#lib/flow-tests/schema.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";

/**
 * What a thread of `run-in-thread.ts` runs: one flow test at a time, turn by turn. Nothing of the server is in it but this file,
 * which the build makes into one that needs no other (`scripts/build-threads.ts`).
 */
parentPort?.on("message", ({ graph, test }: { graph: FlowGraph; test: FlowTest }) => {
  parentPort?.postMessage([...runTurns(compile(graph, nodeTypes), test)]);
});
parentPort?.postMessage("ready");
