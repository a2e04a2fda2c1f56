/**
 * The whole path with real processes: signed webhook over HTTP, worker, a fake Graph API and a fake language model over
 * HTTP. Each test breaks something on the way and looks at what Graph was told in the end. They run side by side, because
 * most of their time is waiting for a dead process's traces to be noticed.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { isBuilt } from "../scripts/build.ts";
import { startPostgres } from "../scripts/postgres.ts";
import { messageValue, webhookBody, webhookInit } from "../scripts/fakes/webhook.ts";
import { runTask } from "../scripts/run-task.ts";
import { askAi, delayed, echo } from "../scripts/test-setup/graphs.ts";
import {
  accepted,
  eventually,
  expectAnsweredInOrder,
  expectQuiet,
  NUMBER,
  type EndToEnd,
  PATIENCE,
  shuffledTwice,
  startEndToEnd,
  type WebKind,
} from "../scripts/test-setup/end-to-end.ts";

const ana = "5511999990001";
const bia = "5511999990002";
const LONG = 2 * PATIENCE;

const countOf = async ({ db }: EndToEnd, from: string) =>
  (await db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`)).rows[0]?.n;

// A fresh clone has no build, and making one takes longer than all of this; wherever there is one it is used.
const webs: WebKind[] = isBuilt() ? ["route handlers", "next start"] : ["route handlers"];

test.concurrent.each(webs)(
  "behind %s a signed message is answered and a forged one is not",
  async (kind) => {
    const path = await startEndToEnd(echo);
    await path.web({ kind });
    await path.worker();
    const forged = await fetch(
      path.webhookUrl,
      webhookInit(webhookBody(messageValue(NUMBER, [{ from: ana, text: "falso" }])), "another secret"),
    );
    expect(forged.status).toBe(401);
    await path.post({ from: ana, text: "oi" }, { from: ana, text: "tudo bem?" });
    await path.graph.until((calls) => calls.length === 2);
    await expectQuiet(path);
    expect(path.sentTexts(ana)).toEqual(["eco oi", "eco tudo bem?"]);
    const { rows } = await path.db.query("SELECT status FROM messages WHERE direction = 'outbound'");
    expect(rows).toEqual([{ status: "read" }, { status: "read" }]);
    await path.close();
  },
  LONG,
);

test.concurrent(
  "500 messages of 50 contacts, each posted twice, shuffled, while worker and web are killed: each answered once and in order",
  async () => {
    const path = await startEndToEnd(echo);
    let worker = await path.worker();
    let web = await path.web();
    const { port } = web;
    const posts = shuffledTwice(500, 50);
    let posted = 0;
    // A kill may catch a message of each of the 50 between its claim and its call. Silence about them means something only
    // while Meta tells of others: here of what another system sends by the same number, however long a worker takes to start.
    let isOver = false;
    const othersReported = (async () => {
      for (let others = 0; !isOver; others += 1) {
        await path.report({ id: `wamid.other${others}`, status: "delivered", recipient: "5521900000000" });
        await sleep(500);
      }
    })();
    const posting = Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let message = posts.pop(); message; message = posts.pop()) {
          await path.post(message);
          posted += 1;
          await sleep(40);
        }
      }),
    );
    for (let kills = 1; kills <= 4; kills += 1) {
      while (posted < kills * 200) await sleep(10);
      await worker.end("SIGKILL");
      if (kills === 2) {
        await web.end("SIGKILL");
        web = await path.web({ port });
      }
      worker = await path.worker();
    }
    await posting;
    // One that a kill caught while the web was down as well, and heard of nobody for as long as it waits, stays a doubt that can be seen.
    const doubtful = async () => {
      const { rows } = await path.db.query<{ text: string }>(
        "SELECT text FROM messages WHERE direction = 'outbound' AND status = 'unknown' AND not_before IS NULL",
      );
      const sent = new Set(accepted(path.graph.calls).map(({ text }) => text));
      return rows.map(({ text }) => text).filter((text) => !sent.has(text));
    };
    await eventually(async () => expect(accepted(path.graph.calls).length + (await doubtful()).length).toBe(500));
    isOver = true;
    await othersReported;
    await expectQuiet(path);
    const doubts = await doubtful();
    // Of each contact the one that was on its way, and of most not even that.
    expect(doubts.length).toBeLessThanOrEqual(50);
    await expectAnsweredInOrder(path, 500, doubts);
    await path.close();
  },
  LONG,
);

test.concurrent(
  "two workers side by side share the work; when one is told to stop, the other goes on at once",
  async () => {
    const path = await startEndToEnd(echo);
    const [first] = await Promise.all([path.worker(), path.worker()]);
    const posts = shuffledTwice(300, 30);
    const posting = Promise.all(
      Array.from({ length: 8 }, async () => {
        for (let message = posts.pop(); message; message = posts.pop()) await path.post(message);
      }),
    );
    await path.graph.until((calls) => calls.length > 60);
    expect(await first?.end("SIGTERM")).toBe(0);
    await posting;
    await path.graph.until((calls) => accepted(calls).length >= 300, PATIENCE);
    await expectQuiet(path);
    await expectAnsweredInOrder(path, 300);
    await path.close();
  },
  LONG,
);

test.concurrent.each(["SIGTERM", "SIGKILL"] as const)(
  "a timer set before the worker got %s fires after its restart, once",
  async (signal) => {
    const path = await startEndToEnd(delayed(2));
    const worker = await path.worker();
    await path.post({ from: ana, text: "a" });
    await path.graph.until((calls) => calls.length === 1);
    await worker.end(signal);
    await eventually(async () => expect(await countOf(path, "scheduled_actions WHERE due_at < now()")).toBe(1));
    expect(path.sentTexts(ana)).toEqual(["já volto a"]);
    await path.worker();
    await path.graph.until((calls) => calls.length === 2);
    await expectQuiet(path);
    expect(path.sentTexts(ana)).toEqual(["já volto a", "voltei a"]);
    await path.close();
  },
  LONG,
);

test.concurrent(
  "an AI call in flight when its worker is killed is answered once after the restart",
  async () => {
    const path = await startEndToEnd(askAi);
    path.ai.options.answer = (call, index) => (index === 0 ? "hang:" : `resposta: ${call.prompt}`);
    const worker = await path.worker();
    await path.post({ from: ana, text: "quanto é?" });
    while (path.ai.calls.length === 0) await sleep(10);
    await worker.end("SIGKILL");
    await path.worker();
    await path.post({ from: ana, text: "e agora?" });
    await path.graph.until((calls) => calls.length === 2, PATIENCE);
    await expectQuiet(path);
    expect(path.sentTexts(ana)).toEqual(["resposta: quanto é?", "resposta: e agora?"]);
    expect(path.ai.calls.map((call) => call.prompt)).toEqual(["quanto é?", "quanto é?", "e agora?"]);
    await path.close();
  },
  LONG,
);

test.concurrent(
  "a worker told to stop while an AI call runs ends its sends first and signs off; the other worker takes over the call and what is still to be sent",
  async () => {
    const path = await startEndToEnd(askAi);
    const stopped = await path.worker();
    // Long enough that something is on its way whenever the worker ends.
    path.graph.options.latencyMs = 1_500;
    await path.post(...Array.from({ length: 12 }, (_, n) => ({ from: ana, text: `m${n}` })));
    await path.graph.until((calls) => calls.length >= 1);
    path.ai.options.answer = () => "hang:";
    await path.post({ from: bia, text: "quanto é?" });
    while (!path.ai.calls.some((call) => call.prompt === "quanto é?")) await sleep(10);
    expect(await stopped.end("SIGTERM")).toBe(0);
    expect((await path.db.query("SELECT id FROM workers")).rows).toEqual([]);
    expect(
      (await path.db.query("SELECT id, status FROM messages WHERE direction = 'outbound' AND status IN ('sending', 'unknown')")).rows,
    ).toEqual([]);
    delete path.ai.options.answer;
    path.graph.options.latencyMs = 20;
    await path.worker();
    await path.graph.until((calls) => calls.length >= 13, PATIENCE);
    await expectQuiet(path);
    expect([path.sentTexts(ana), path.sentTexts(bia)]).toEqual([
      Array.from({ length: 12 }, (_, n) => `resposta: m${n}`),
      ["resposta: quanto é?"],
    ]);
    await path.close();
  },
  LONG,
);

test.concurrent(
  "a worker that sleeps longer than its locks and its sign of life last can't undo or repeat what another did meanwhile",
  async () => {
    const path = await startEndToEnd(echo);
    path.graph.options.latencyMs = 200;
    // The other one is ready, and leaves everything to it until then.
    const other = await path.worker();
    other.child.kill("SIGSTOP");
    const zombie = await path.worker();
    const {
      rows: [own],
    } = await path.db.query<{ id: string }>("SELECT id FROM workers ORDER BY beat_at DESC LIMIT 1");
    const signsOfLife = () => countOf(path, `workers WHERE id = '${own?.id}'`);
    const posts = shuffledTwice(120, 12);
    const posting = Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let message = posts.pop(); message; message = posts.pop()) {
          await path.post(message);
          await sleep(30);
        }
      }),
    );
    await path.graph.until((calls) => calls.length > 20);
    zombie.child.kill("SIGSTOP");
    other.child.kill("SIGCONT");
    const {
      rows: [stopped],
    } = await path.db.query<{ at: string }>("SELECT now()::text AS at");
    // Only while the channel's statuses go on does the silence of those that slept in its hands mean anything.
    let isAwake = false;
    const talking = (async () => {
      let said = 0;
      for (; !isAwake; said += 1) {
        await path.post({ from: bia, id: `wamid.meanwhile${said}`, text: `t${said}` });
        await sleep(300);
      }
      return said;
    })();
    await posting;
    // It is taken for dead, and so is what it was sending; its locks have gone before.
    await eventually(async () => expect(await signsOfLife()).toBe(0));
    await eventually(async () =>
      expect(await countOf(path, `messages WHERE status = 'sending' AND sending_since < '${stopped?.at}'`)).toBe(0),
    );
    zombie.child.kill("SIGCONT");
    isAwake = true;
    const messages = 120 + (await talking);
    await path.graph.until((calls) => accepted(calls).length >= messages, PATIENCE);
    // With its next sign of life it has done what it woke up to do.
    await eventually(async () => expect(await signsOfLife()).toBe(1));
    await expectQuiet(path);
    await expectAnsweredInOrder(path, messages);
    await path.close();
  },
  LONG,
);

test.concurrent(
  "PostgreSQL is killed and comes back: web and worker live through it, and nothing accepted is lost or repeated",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "siga-path-"));
    chmodSync(folder, 0o755);
    const postgres = await startPostgres(join(folder, "postgres"), { durable: true });
    await runTask("prisma/migrate.ts", { env: { ...process.env, DATABASE_URL: postgres.url }, quiet: true });
    const path = await startEndToEnd(echo, { databaseUrl: postgres.url });
    const worker = await path.worker();
    const posts = shuffledTwice(200, 20);
    let posted = 0;
    const posting = Promise.all(
      Array.from({ length: 6 }, async () => {
        for (let message = posts.pop(); message; message = posts.pop()) {
          await path.post(message);
          posted += 1;
          await sleep(20);
        }
      }),
    );
    while (posted < 150) await sleep(10);
    process.kill(postgres.pid, "SIGKILL");
    await postgres.exited;
    const restarted = await startPostgres(join(folder, "postgres"), { port: postgres.port });
    await posting;
    await path.graph.until((calls) => accepted(calls).length >= 200, PATIENCE);
    await expectQuiet(path);
    expect(worker.child.exitCode).toBeNull();
    await expectAnsweredInOrder(path, 200);
    await path.close();
    await restarted.stop();
    rmSync(folder, { recursive: true, force: true });
  },
  LONG,
);
