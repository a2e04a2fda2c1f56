import { startProcess } from "../../test-setup/processes.ts";
import { graph } from "../../test-setup/graphs.ts";
import type { MetaCommand, MetaReport } from "../meta-process.ts";
import { heading, percentile, print, type Figure } from "../report.ts";
import { answerOf, type Stack } from "../stack.ts";
import { cpuSeconds } from "../usage.ts";

const NUMBER = "menus";
const PEOPLE = 60;
const TAPS = 12;
const THINK_MS = 700;
const CHOICES = ["um", "dois", "três", "quatro"];

/** A list of choices, again and again. */
const menu = graph(
  { menu: ["send_choices", { message: "O que deseja?", choices: CHOICES.map((title, n) => ({ id: `c${n}`, title })) }] },
  CHOICES.map((_, n) => ["menu", "menu", null, `c${n}`]),
);

/** People who tap through a menu of the emulated Meta: each tap is answered by a list, and each list by three statuses of their own. */
export async function menus(stack: Stack): Promise<Figure[]> {
  heading(`Menus: ${PEOPLE} people tap ${TAPS} lists each, with three statuses a list, through the emulated Meta`);
  const { flowId } = await stack.setup.publish(menu);
  await stack.setup.channel({ phoneNumberId: NUMBER, flowId, token: null });
  const meta = startProcess("scripts/bench/meta-process.ts", [...stack.emulator, stack.webhookUrl], {});
  try {
    await answerOf(meta);
    const pids = Object.entries(stack.pids()).filter(([name]) => name !== "graph");
    const before = pids.map(([, pid]) => cpuSeconds(pid));
    const reporting = answerOf<MetaReport>(meta);
    const command: MetaCommand = { number: NUMBER, people: PEOPLE, taps: TAPS, thinkMs: THINK_MS };
    meta.child.send(command);
    const report = await reporting;
    const cpu = pids.map(([name, pid], index): Figure => ({
      name: `CPU a tap, ${name}`,
      value: ((cpuSeconds(pid) - (before[index] ?? 0)) / (PEOPLE * TAPS)) * 1_000,
      unit: "ms",
    }));
    const figures: Figure[] = [
      { name: "taps answered", value: report.answered.length / report.seconds, unit: "/s" },
      { name: "tap to the next list p50", value: percentile(report.answered, 0.5), unit: "ms", target: { atMost: 150 } },
      { name: "tap to the next list p99", value: percentile(report.answered, 0.99), unit: "ms", target: { atMost: 500 } },
      ...cpu,
      { name: "lost, repeated, not read", value: report.lost + report.repeated + report.unread, unit: "", target: { atMost: 0 } },
    ];
    print(figures);
    return figures.map((figure) => ({ ...figure, name: `menus: ${figure.name}` }));
  } finally {
    await meta.end("SIGKILL");
  }
}
