import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { FlowGraph } from "#lib/engine/types.ts";
import { type Around, prepareFlow, runTurns, type TurnResult } from "#lib/flow-tests/run.ts";
import type { FlowTest } from "#lib/flow-tests/schema.ts";
import { log } from "../../platform/log.ts";

/**
 * Flow tests run beside the process's other requests, not before them: Meta gives a webhook five seconds. One thread, because the
 * others' cores are the webhooks'; tests wait for each other in it.
 */
const MEGABYTES = 192;

/** A thread is started in about a tenth of a second and costs some 50 MB: it ends when nobody has used it for so long. */
const IDLE_MS = 30_000;
const START_MS = 20_000;

/** Where it lies in a working copy, and where the build put it for an image without one; both from where web is started. */
const FILES = ["lib/server/services/flow-tests/thread.ts", "dist/flow-tests.mjs"];

type ThreadOutcome = { turns: TurnResult[] } | { stopped: "time" | "memory" };

/** A test, the graph that it is for, and what that reads besides. */
export interface Work {
  graph: FlowGraph;
  around: Around;
  test: FlowTest;
}

interface Limits {
  /** For this test, once it runs. */
  milliseconds: number;
  signal: AbortSignal;
}

let thread: Worker | null = null;
let queue: Promise<unknown> = Promise.resolve();
let isMissing = false;

/** Runs one test, or says what stopped it. @throws what the signal was aborted with */
export function runInThread(work: Work, limits: Limits): Promise<ThreadOutcome> {
  const result = queue.then(async () => {
    limits.signal.throwIfAborted();
    const open = thread ?? (await openThread());
    return open === null ? runHere(work, limits) : ask(open, work, limits);
  });
  queue = result.catch(() => undefined);
  return result;
}

/** Null where there is none, or it cannot be started. */
async function openThread(): Promise<Worker | null> {
  if (isMissing) return null;
  const file = FILES.map((each) => join(/* turbopackIgnore: true */ process.cwd(), each)).find((each) => existsSync(each));
  try {
    if (file === undefined) throw new Error(`neither ${FILES.join(" nor ")} is there`);
    // None of the process's own flags and settings: nothing in them is the thread's business.
    const opened = new Worker(/* turbopackIgnore: true */ file, {
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEGABYTES, maxYoungGenerationSizeMb: 16 },
    });
    // It says that it is ready, so that its start is not a test's time.
    await once(opened, "message", { signal: AbortSignal.timeout(START_MS) });
    opened.unref();
    opened.on("error", (error) => log.debug({ err: error }, "a thread of flow tests ended"));
    opened.once("exit", () => {
      if (thread === opened) thread = null;
    });
    thread = opened;
    return opened;
  } catch (error) {
    isMissing = true;
    log.warn({ err: error }, "flow tests have no thread of their own here: they run between other requests");
    return null;
  }
}

let idle: NodeJS.Timeout | undefined;

function ask(open: Worker, work: Work, { milliseconds, signal }: Limits): Promise<ThreadOutcome> {
  clearTimeout(idle);
  return new Promise<ThreadOutcome>((resolve, reject) => {
    const onTurns = (turns: TurnResult[]) => end(() => resolve({ turns }), true);
    const onError = (error: Error & { code?: string }) =>
      end(() => (error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve({ stopped: "memory" }) : reject(error)), false);
    const onHangUp = () => end(() => reject(signal.reason as Error), false);
    const patience = setTimeout(() => end(() => resolve({ stopped: "time" }), false), milliseconds);

    function end(settle: () => void, goesOn: boolean): void {
      clearTimeout(patience);
      open.off("message", onTurns).off("error", onError);
      signal.removeEventListener("abort", onHangUp);
      if (goesOn) idle = setTimeout(() => discard(open), IDLE_MS).unref();
      else discard(open);
      settle();
    }

    open.on("message", onTurns).on("error", onError);
    signal.addEventListener("abort", onHangUp);
    open.postMessage(work);
  });
}

/** The next test has another. */
function discard(open: Worker): void {
  if (thread === open) thread = null;
  void open.terminate();
}

/** Where there is no thread: a turn at a time, the process's other requests in between. */
async function runHere({ graph, test, around }: Work, { milliseconds, signal }: Limits): Promise<ThreadOutcome> {
  const end = performance.now() + milliseconds;
  const turns: TurnResult[] = [];
  for (const turn of runTurns(prepareFlow(graph, around), test)) {
    turns.push(turn);
    await new Promise(setImmediate);
    signal.throwIfAborted();
    if (performance.now() > end) return { stopped: "time" };
  }
  return { turns };
}
