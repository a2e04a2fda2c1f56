import { parentPort } from "node:worker_threads";
import { prepareFlow, runTurns } from "#lib/flow-tests/run.ts";
import type { Work } from "./run-in-thread.ts";

/**
 * What a thread of `run-in-thread.ts` runs: one flow test at a time, turn by turn. Nothing of the server is in it but this file,
 * which the build makes into one that needs no other (`scripts/build-threads.ts`).
 */
parentPort?.on("message", ({ graph, around, test }: Work) => {
  parentPort?.postMessage([...runTurns(prepareFlow(graph, around), test)]);
});
parentPort?.postMessage("ready");
