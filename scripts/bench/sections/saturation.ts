import { setTimeout as sleep } from "node:timers/promises";
import { heading, percentile, print, type Figure } from "../report.ts";
import { offer } from "../load.ts";
import type { Stack } from "../stack.ts";
import { forgetPeak, memory } from "../usage.ts";
import { cpuFigures } from "./latency.ts";

export const SATURATION = { count: 15_000, contacts: 2_000, inFlight: 64 };

/** As fast as the webhook responds, until Graph has every reply. */
export async function saturation(stack: Stack): Promise<Figure[]> {
  heading(
    `Saturation: ${SATURATION.count.toLocaleString("en-US")} messages of ${SATURATION.contacts.toLocaleString("en-US")} contacts, ${SATURATION.inFlight} posts in flight`,
  );
  const { web, worker } = stack.pids();
  for (const pid of [web, worker]) forgetPeak(pid);
  const load = await offer(stack, SATURATION);
  const figures: Figure[] = [
    { name: "messages sustained", value: load.messagesPerSecond, unit: "/s", target: { atLeast: 700 } },
    { name: "acknowledged p99", value: percentile(load.acknowledged, 0.99), unit: "ms" },
    { name: "lost, refused, repeated", value: load.lost + load.refused + load.repeated, unit: "", target: { atMost: 0 } },
    ...cpuFigures(load.cpu),
    {
      name: "memory of web and worker, peak",
      value: memory(web).peak + memory(worker).peak,
      unit: "MB",
      target: { atMost: 700 },
      note: `web ${memory(web).peak.toFixed(0)}, worker ${memory(worker).peak.toFixed(0)}`,
    },
  ];
  print(figures);
  return figures;
}

/** Before any load. */
export async function idleMemory(stack: Stack): Promise<Figure[]> {
  heading("Idle");
  await sleep(3_000);
  const { web, worker } = stack.pids();
  const figures: Figure[] = [
    {
      name: "memory of web and worker, idle",
      value: memory(web).now + memory(worker).now,
      unit: "MB",
      target: { atMost: 300 },
      note: `web ${memory(web).now.toFixed(0)}, worker ${memory(worker).now.toFixed(0)}`,
    },
  ];
  print(figures);
  return figures;
}
