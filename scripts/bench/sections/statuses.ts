import { setTimeout as sleep } from "node:timers/promises";
import { offer } from "../load.ts";
import { heading, percentile, print, type Figure } from "../report.ts";
import { APP_SECRET, type Stack } from "../stack.ts";
import { cpuFigures } from "./latency.ts";

const RATE = 300;
const SECONDS = 12;
const SATURATION = { count: 9_000, contacts: 2_000, inFlight: 64 };
/** What became of a reply is told in three POSTs of their own within this time. */
const STATUS_DELAY_MS = 900;

/** What production looks like: each reply is followed by `sent`, `delivered` and `read`, each in a webhook of its own. */
export async function statuses(stack: Stack): Promise<Figure[]> {
  await stack.graph({
    type: "statuses",
    options: { url: stack.webhookUrl, appSecret: APP_SECRET, delayMs: STATUS_DELAY_MS, apart: true },
  });
  try {
    // What other sections sent has no statuses.
    const { rows } = await stack.db.query<{ now: Date }>("SELECT now()");
    const since = rows[0]?.now ?? new Date();
    heading(`${RATE} messages/s with three statuses a reply, each in a webhook of its own, ${SECONDS} s`);
    const steady = await offer(stack, { count: RATE * SECONDS, contacts: 500, rate: RATE });
    const unread = await untilRead(stack, since);
    const atRate: Figure[] = [
      { name: "acknowledged p99", value: percentile(steady.acknowledged, 0.99), unit: "ms" },
      { name: "end to end p50", value: percentile(steady.endToEnd, 0.5), unit: "ms" },
      { name: "end to end p99", value: percentile(steady.endToEnd, 0.99), unit: "ms", target: { atMost: 200 } },
      ...cpuFigures(steady.cpu),
      { name: "lost, refused, repeated, not read", value: faults(steady) + unread, unit: "", target: { atMost: 0 } },
    ];
    print(atRate);

    heading(`As fast as the webhook answers, with three statuses a reply: ${SATURATION.count.toLocaleString("en-US")} messages`);
    const most = await offer(stack, SATURATION);
    const left = await untilRead(stack, since);
    const saturated: Figure[] = [
      { name: "messages sustained", value: most.messagesPerSecond, unit: "/s", target: { atLeast: 400 } },
      ...cpuFigures(most.cpu),
      { name: "lost, refused, repeated, not read", value: faults(most) + left, unit: "", target: { atMost: 0 } },
    ];
    print(saturated);
    return [...atRate, ...saturated].map((figure) => ({ ...figure, name: `with statuses: ${figure.name}` }));
  } finally {
    await stack.graph({ type: "statuses", options: null });
  }
}

const faults = ({ lost, refused, repeated }: { lost: number; refused: number; repeated: number }) => lost + refused + repeated;

/** Replies whose `read` has not come after everything has been still for a while. */
async function untilRead(stack: Stack, since: Date): Promise<number> {
  let before = -1;
  for (let still = 0; still < 10;) {
    const { rows } = await stack.db.query<{ unread: number }>(
      `SELECT count(*)::int AS unread FROM messages
        WHERE direction = 'outbound' AND status IN ('queued', 'sending', 'sent', 'delivered', 'unknown') AND created_at >= $1`,
      [since],
    );
    const unread = rows[0]?.unread ?? 0;
    if (unread === 0) return 0;
    still = unread === before ? still + 1 : 0;
    before = unread;
    await sleep(500);
  }
  return before;
}
