import { Pool } from "undici";
import { sign } from "#server/platform/signature";
import { messageValue, webhookBody } from "../fakes/webhook.ts";

/**
 * The load generator, in a process of its own. With a rate it is open-loop: each message is due at its moment whether or not
 * the ones before it have their responses, and latencies count from then. Without, it keeps `inFlight` posts under way.
 */
export interface LoadCommand {
  /** Posted to in turn. */
  urls: string[];
  appSecret: string;
  phoneNumberId: string;
  count: number;
  contacts: number;
  /** Messages a second; null: as fast as the responses come. */
  rate: number | null;
  inFlight: number;
  /** Begins every text, so that runs can be told apart. */
  tag: string;
  /** Post again what gets no 200, as Meta does. */
  repeat: boolean;
}

export interface LoadReport {
  /** When each message was due, in milliseconds since 1970. */
  due: number[];
  /** Milliseconds from then to its 200; null: never. */
  acknowledged: (number | null)[];
}

const now = () => performance.timeOrigin + performance.now();

async function run(command: LoadCommand): Promise<LoadReport> {
  const connections = command.rate === null ? command.inFlight : 256;
  const webs = command.urls.map((url) => ({ path: new URL(url).pathname, pool: new Pool(new URL(url).origin, { connections }) }));
  const report: LoadReport = { due: [], acknowledged: [] };

  async function post(n: number): Promise<void> {
    const from = `5511${String(900_000_000 + (n % command.contacts))}`;
    const body = JSON.stringify(
      webhookBody(messageValue(command.phoneNumberId, [{ from, id: `wamid.${command.tag}.${n}`, text: `${command.tag}.${n}` }])),
    );
    const headers = { "content-type": "application/json", "x-hub-signature-256": sign(command.appSecret, body) };
    for (let tries = 1; tries === 1 || (command.repeat && tries < 100); tries += 1) {
      const { pool, path } = webs[n % webs.length] as (typeof webs)[number];
      const status = await pool.request({ path, method: "POST", body, headers, headersTimeout: 20_000 }).then(
        async (answer) => {
          await answer.body.dump();
          return answer.statusCode;
        },
        () => 0,
      );
      if (status === 200) {
        report.acknowledged[n] = now() - (report.due[n] ?? 0);
        return;
      }
      if (command.repeat) await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  for (let n = 0; n < command.count; n += 1) report.acknowledged[n] = null;
  if (command.rate === null) await closedLoop(command, report, post);
  else await openLoop(command.rate, command.count, report, post);
  await Promise.all(webs.map(({ pool }) => pool.close()));
  return report;
}

async function closedLoop(command: LoadCommand, report: LoadReport, post: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: command.inFlight }, async () => {
      while (next < command.count) {
        const n = next++;
        report.due[n] = now();
        await post(n);
      }
    }),
  );
}

async function openLoop(rate: number, count: number, report: LoadReport, post: (n: number) => Promise<void>): Promise<void> {
  const startsAt = now() + 50;
  const posts: Promise<void>[] = [];
  for (let n = 0; n < count;) {
    while (n < count && startsAt + (n * 1000) / rate <= now()) {
      report.due[n] = startsAt + (n * 1000) / rate;
      posts.push(post(n));
      n += 1;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(posts);
}

process.on("message", (command: LoadCommand) => {
  void run(command).then((report) => process.send?.(report));
});
