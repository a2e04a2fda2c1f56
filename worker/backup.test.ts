import { mkdtempSync, chmodSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { runTask } from "../scripts/run-task.ts";
import { eventually, PATIENCE, startEndToEnd } from "../scripts/test-setup/end-to-end.ts";
import { graph } from "../scripts/test-setup/graphs.ts";
import { startSystemPostgres, SYSTEM_POSTGRES } from "../scripts/test-setup/system-postgres.ts";

const [ana, bia, caio, davi] = ["5511999990001", "5511999990002", "5511999990003", "5511999990004"];

/** Asks the model, hears, and comes back later: a conversation can be caught in a call, in a question, and before a timer. */
const flow = graph(
  {
    ask: ["ai_completion", { prompt: "{{ last_message }}", send_response: true }],
    hear: ["wait_for_input"],
    later: ["send_message", { message: "já volto {{ last_message }}", delay_seconds: 2 }],
    back: ["send_message", { message: "voltei {{ last_message }}" }],
    stop: ["end"],
  },
  [
    ["ask", "hear"],
    ["hear", "later"],
    ["later", "back"],
    ["back", "stop"],
  ],
);

// Without the tools of a PostgreSQL on this machine it is skipped by name.
test.skipIf(SYSTEM_POSTGRES === undefined)(
  "a backup by pg_dump, restored elsewhere: questions, timers, calls and what nobody had taken yet go on, each once",
  async () => {
    const postgres = await startSystemPostgres();
    const folder = mkdtempSync(join(tmpdir(), "siga-backup-"));
    chmodSync(folder, 0o777);
    postgres.run("createdb", `--maintenance-db=${postgres.url("postgres")}`, "siga");
    const databaseUrl = postgres.url("siga");
    await runTask("prisma/migrate.ts", { env: { ...process.env, DATABASE_URL: databaseUrl }, quiet: true });
    const path = await startEndToEnd(flow, { databaseUrl, statuses: false });
    path.ai.options.answer = (call) => (call.prompt === "b" ? "hang:" : `resposta: ${call.prompt}`);
    const before = await path.worker();
    for (const [from, text] of [
      [ana, "a"],
      [bia, "b"],
      [caio, "c"],
    ] as const)
      await path.post({ from, text });
    await path.graph.until((calls) => calls.length === 2);
    await path.post({ from: ana, text: "a2" });
    await path.graph.until((calls) => calls.length === 3);
    // The last outcome is stored, and the call is under way.
    const settled = `SELECT (SELECT count(*) FROM messages WHERE status = 'sent')::int AS sent,
      (SELECT count(*) FROM calls WHERE status = 'running')::int AS calls`;
    await eventually(async () => expect((await path.db.query(settled)).rows).toEqual([{ sent: 3, calls: 1 }]));
    await before.end("SIGKILL");
    await path.post({ from: davi, text: "d" });

    const file = join(folder, "siga.dump");
    postgres.run("pg_dump", "--format=custom", `--file=${file}`, `--dbname=${databaseUrl}`);
    postgres.run("createdb", `--maintenance-db=${postgres.url("postgres")}`, "restored");
    postgres.run("pg_restore", "--exit-on-error", `--dbname=${postgres.url("restored")}`, file);
    postgres.run("dropdb", "--force", `--maintenance-db=${postgres.url("postgres")}`, "siga");

    Object.assign(path.env, { DATABASE_URL: postgres.url("restored") });
    delete path.ai.options.answer;
    await path.web();
    await path.worker();
    await path.post({ from: caio, text: "c2" });
    await path.graph.until((calls) => calls.length === 8, PATIENCE);
    await sleep(1_000);
    expect(path.sentTexts(ana)).toEqual(["resposta: a", "já volto a2", "voltei a2"]);
    expect(path.sentTexts(bia)).toEqual(["resposta: b"]);
    expect(path.sentTexts(caio)).toEqual(["resposta: c", "já volto c2", "voltei c2"]);
    expect(path.sentTexts(davi)).toEqual(["resposta: d"]);

    const restored = new pg.Client(postgres.url("restored"));
    await restored.connect();
    const { rows } = await restored.query("SELECT status, count(*)::int FROM executions GROUP BY 1 ORDER BY 1");
    expect(rows).toEqual([
      { status: "completed", count: 2 },
      { status: "waiting", count: 2 },
    ]);
    await restored.end();
    await path.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  },
  2 * PATIENCE,
);
