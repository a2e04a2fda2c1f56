import { setTimeout as sleep } from "node:timers/promises";
import { startProcess } from "../test-setup/processes.ts";
import type { LoadCommand, LoadReport } from "./load-process.ts";
import { answerOf, APP_SECRET, NUMBER, type Stack } from "./stack.ts";
import { cpuSeconds } from "./usage.ts";

interface LoadOptions {
  count: number;
  contacts: number;
  rate?: number;
  inFlight?: number;
  repeat?: boolean;
  /** Other webhooks than the stack's own. */
  urls?: string[];
  /** Processes whose CPU is counted; the stack's unless told. */
  pids?: Record<string, number>;
  /** What the reply to a text looks like. */
  reply?: (text: string) => string;
  /** Called when the first message is due. */
  during?: () => Promise<void>;
}

interface Load {
  /** Milliseconds from the moment a message was due to its 200, and to its Graph call. */
  acknowledged: number[];
  endToEnd: number[];
  /** Moments at which Graph had the replies, in milliseconds since 1970, by message; NaN: never. */
  arrivedAt: number[];
  due: number[];
  /** Acknowledged, and never replied to. */
  lost: number;
  refused: number;
  repeated: number;
  /** From the first post to the last Graph call. */
  messagesPerSecond: number;
  /** Milliseconds of CPU a message, by process. */
  cpu: Record<string, number>;
}

/** After this long without any further arrival, what is missing counts as lost. */
const SILENCE_MS = 40_000;
let runs = 0;

/** Offers messages to the webhook and waits until Graph has the reply to each. */
export async function offer(stack: Stack, options: LoadOptions): Promise<Load> {
  const tag = `b${Date.now().toString(36)}${runs++}`;
  const pids = options.pids ?? stack.pids();
  await stack.graph({ type: "reset" });
  const generator = startProcess("scripts/bench/load-process.ts", [], {});
  const cpuBefore = Object.entries(pids).map(([name, pid]) => [name, cpuSeconds(pid)] as const);
  const command: LoadCommand = {
    urls: options.urls ?? [stack.webhookUrl],
    appSecret: APP_SECRET,
    phoneNumberId: NUMBER,
    count: options.count,
    contacts: options.contacts,
    rate: options.rate ?? null,
    inFlight: options.inFlight ?? 48,
    tag,
    repeat: options.repeat ?? false,
  };
  const reporting = answerOf<LoadReport>(generator);
  generator.child.send(command);
  await options.during?.();
  const report = await reporting;
  await generator.end("SIGKILL");

  const acknowledged = report.acknowledged.filter((ms) => ms !== null);
  const arrivals = await untilArrived(stack, acknowledged.length);
  const cpuAfter = Object.entries(pids).map(([, pid]) => cpuSeconds(pid));

  const reply = options.reply ?? ((text) => `eco ${text}`);
  const arrivedAt = report.due.map((_, n) => arrivals.at.get(reply(`${tag}.${n}`)) ?? NaN);
  const endToEnd = arrivedAt.flatMap((at, n) => (Number.isNaN(at) ? [] : [at - (report.due[n] ?? 0)]));
  const lastArrival = arrivedAt.reduce((max, at) => (at > max ? at : max), 0);
  return {
    acknowledged,
    endToEnd,
    arrivedAt,
    due: report.due,
    lost: report.acknowledged.filter((ms, n) => ms !== null && Number.isNaN(arrivedAt[n] ?? NaN)).length,
    refused: report.acknowledged.filter((ms) => ms === null).length,
    repeated: arrivals.repeated,
    messagesPerSecond: (endToEnd.length / (lastArrival - (report.due[0] ?? 0))) * 1000,
    cpu: Object.fromEntries(cpuBefore.map(([name, before], index) => [name, (((cpuAfter[index] ?? 0) - before) / options.count) * 1000])),
  };
}

async function untilArrived(stack: Stack, wanted: number): Promise<{ at: Map<string, number>; repeated: number }> {
  let last = -1;
  let changedAt = Date.now();
  for (;;) {
    const { count } = await stack.graph({ type: "count" });
    if (count !== last) changedAt = Date.now();
    last = count;
    if (count >= wanted || Date.now() - changedAt > SILENCE_MS) break;
    await sleep(50);
  }
  const { arrivals = [], repeated } = await stack.graph({ type: "collect" });
  return { at: new Map(arrivals), repeated };
}
