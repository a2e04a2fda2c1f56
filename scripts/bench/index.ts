import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { echo } from "../test-setup/graphs.ts";
import { preloadHistory } from "./history.ts";
import { offer } from "./load.ts";
import { heading, meets, print, type Figure } from "./report.ts";
import { answers } from "./sections/answers.ts";
import { builder } from "./sections/builder.ts";
import { language } from "./sections/language.ts";
import { latency } from "./sections/latency.ts";
import { limits } from "./sections/limits.ts";
import { menus } from "./sections/menus.ts";
import { pooler } from "./sections/pooler.ts";
import { recovery } from "./sections/recovery.ts";
import { retention } from "./sections/retention.ts";
import { idleMemory, saturation } from "./sections/saturation.ts";
import { statuses } from "./sections/statuses.ts";
import { timers } from "./sections/timers.ts";
import { visits } from "./sections/visits.ts";
import { NUMBER, startStack, type Stack } from "./stack.ts";

/**
 * `npm run bench`: what Siga does on this machine, everything on it, the load generator too. Exits with 1 when a target is missed.
 *   -- --only latency,saturation   some sections of: language idle latency saturation pooler statuses menus visits timers limits
 *                                  recovery answers builder
 *   -- --big                       latency and saturation again with 1,000,000 finished executions and 5,000,000 messages, and what
 *                                  it costs to delete a day of them
 *   -- --as-built                  the build that is there, whatever it was made of
 *   -- --before <folder>           language in turn with an earlier build (git worktree add --detach <folder> <commit>, npm ci there)
 */
const SECTIONS = [
  "language",
  "idle",
  "latency",
  "saturation",
  "pooler",
  "statuses",
  "menus",
  "visits",
  "timers",
  "limits",
  "recovery",
  "answers",
  "builder",
];
const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    big: { type: "boolean", default: false },
    "as-built": { type: "boolean", default: false },
    before: { type: "string" },
  },
});
const chosen = options.only?.split(",") ?? SECTIONS;
const unknown = chosen.filter((name) => !SECTIONS.includes(name));
if (unknown.length > 0) throw new Error(`There is no section ${unknown.join(", ")}; there are: ${SECTIONS.join(" ")}`);

if ((loadavg()[0] ?? 0) > 0.5)
  console.log(`This machine is busy (load ${loadavg()[0]?.toFixed(1)}): the figures will be worse than it can do.`);
const figures: Figure[] = [];
// Before anything else runs on this machine.
if (chosen.includes("language")) figures.push(...(await language(options.before)));
if (chosen.some((name) => name !== "language")) await measureStack();

const missed = figures.filter((figure) => !meets(figure));
heading(
  missed.length === 0
    ? "Every target is met."
    : `Missed ${missed.length} of ${figures.filter((figure) => figure.target !== undefined).length} targets:`,
);
print(missed);
process.exitCode = missed.length === 0 ? 0 : 1;

/** The sections that need everything running. */
async function measureStack(): Promise<void> {
  const stack = await startStack({ asBuilt: options["as-built"] });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      // What the section under way says about its processes going away is of no interest any more.
      process.on("uncaughtException", () => {});
      void stack.close().finally(() => process.exit(130));
    });
  }
  try {
    const flow = await stack.setup.publish(echo);
    const channelId = await stack.setup.channel({ phoneNumberId: NUMBER, flowId: flow.flowId });
    const wants = (name: string) => chosen.includes(name);
    if (wants("idle")) figures.push(...(await idleMemory(stack)));
    await warmUp(stack);
    if (wants("latency")) figures.push(...(await latency(stack)));
    if (wants("saturation")) figures.push(...(await saturation(stack)));
    if (wants("pooler")) figures.push(...(await pooler(stack)));
    if (wants("statuses")) figures.push(...(await statuses(stack)));
    if (wants("menus")) figures.push(...(await menus(stack)));
    if (wants("visits")) figures.push(...(await visits(stack)));
    if (wants("timers")) figures.push(...(await timers(stack)));
    if (wants("limits")) figures.push(...(await limits(stack, valueOf(figures, "messages sustained"))));
    if (wants("recovery")) figures.push(...(await recovery(stack)));
    if (wants("answers")) figures.push(...(await answers(stack)));
    if (wants("builder")) figures.push(...(await builder(stack)));
    if (options.big) {
      await preloadHistory(stack, channelId, flow);
      await warmUp(stack);
      const again = [...(wants("latency") ? await latency(stack) : []), ...(wants("saturation") ? await saturation(stack) : [])];
      figures.push(...again, ...compared(figures, again), ...(await retention(stack)));
    }
  } finally {
    await stack.close();
  }
}

/** Compiled code, planned statements, statistics: what an installation has after its first minute. */
async function warmUp(target: Stack): Promise<void> {
  await offer(target, { count: 1_500, contacts: 500, inFlight: 16, pids: {} });
  await target.db.query("ANALYZE");
}

function valueOf(all: Figure[], name: string): number | undefined {
  return all.find((figure) => figure.name === name)?.value;
}

/** The figures that must stay within 20 % as data grows. */
function compared(before: Figure[], after: Figure[]): Figure[] {
  heading("With that history, of what it was without");
  const found = ["messages sustained", "100/s end to end p50", "400/s end to end p50"].flatMap((name): Figure[] => {
    const [was, is] = [valueOf(before, name), valueOf(after, name)];
    if (was === undefined || is === undefined) return [];
    return [{ name, value: is / was, unit: "", target: name === "messages sustained" ? { atLeast: 0.8 } : { atMost: 1.2 } }];
  });
  print(found);
  return found;
}
