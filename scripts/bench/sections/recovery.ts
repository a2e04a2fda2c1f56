import { setTimeout as sleep } from "node:timers/promises";
import { heading, print, type Figure } from "../report.ts";
import { offer } from "../load.ts";
import { APP_SECRET, type Stack } from "../stack.ts";

const RATE = 150;
const SECONDS = 8;

/** A process is killed under load and started again at once: when had everything moved on that was in flight then? */
export async function recovery(stack: Stack): Promise<Figure[]> {
  heading(`Recovery: SIGKILL under ${RATE} messages/s, with statuses and with posts repeated as Meta does`);
  await stack.graph({ type: "statuses", options: { url: stack.webhookUrl, appSecret: APP_SECRET } });
  const figures: Figure[] = [];
  const victims: [string, () => Promise<void>][] = [
    ["worker", async () => void (await stack.endWorker("SIGKILL"), await stack.startWorker())],
    ["web", async () => void (await stack.endWeb("SIGKILL"), await stack.startWeb())],
    ["PostgreSQL", () => stack.crashDatabase()],
  ];
  for (const [name, crash] of victims) {
    let killedAt = 0;
    const during = async () => {
      await sleep(SECONDS * 400);
      killedAt = Date.now();
      await crash();
    };
    const load = await offer(stack, { count: RATE * SECONDS, contacts: 300, rate: RATE, repeat: true, during, pids: {} });
    const inFlight = load.arrivedAt.filter((at, n) => (load.due[n] ?? Infinity) < killedAt && at > killedAt);
    figures.push(
      {
        name: `${name} killed: the last in flight moved on after`,
        value: (Math.max(killedAt, ...inFlight) - killedAt) / 1000,
        unit: "s",
        target: { atMost: 30 },
        note: `${inFlight.length} were in flight`,
      },
      {
        name: `${name} killed: lost, refused`,
        value: load.lost + load.refused,
        unit: "",
        target: { atMost: 0 },
        note: `${load.repeated} sent twice`,
      },
    );
    print(figures.slice(-2));
  }
  await stack.graph({ type: "statuses", options: null });
  return figures;
}
