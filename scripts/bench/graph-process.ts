import { startFakeGraph } from "../fakes/graph-api.ts";
import type { StatusOptions } from "../fakes/graph-statuses.ts";

/** The fake Graph API of the benchmark, in a process of its own: 80 ms until it responds, and a note of each text's arrival. */
export type GraphCommand =
  { type: "reset" } | { type: "count" } | { type: "collect" } | { type: "statuses"; options: StatusOptions | null };
export interface GraphReport {
  /** Distinct texts that arrived, and how many came more than once. */
  count: number;
  repeated: number;
  /** For `collect`: when each text arrived, in milliseconds since 1970. */
  arrivals?: [text: string, at: number][];
}

const graph = await startFakeGraph({ latencyMs: Number(process.argv[2] ?? 80) });
let arrivals = new Map<string, number>();
let repeated = 0;
graph.options.answer = (call) => {
  if (arrivals.has(call.text)) repeated += 1;
  else arrivals.set(call.text, call.at);
  // The ledger is for tests; here it would only grow.
  graph.calls.length = 0;
  return undefined;
};

process.on("message", (command: GraphCommand) => {
  if (command.type === "reset") {
    arrivals = new Map();
    repeated = 0;
  }
  if (command.type === "statuses") {
    if (command.options === null) delete graph.options.statuses;
    else graph.options.statuses = command.options;
  }
  const report: GraphReport = { count: arrivals.size, repeated, ...(command.type === "collect" ? { arrivals: [...arrivals] } : {}) };
  process.send?.(report);
});
process.send?.({ url: graph.url });
