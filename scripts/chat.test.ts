import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { runTask, TaskFailed } from "./run-task.ts";
import { BOOTSTRAP_TOKEN, startTestApi } from "./test-setup/api.ts";
import { startWorker } from "./test-setup/processes.ts";

const SECRET = "chat-app-secret";
process.env.WORKFLOW_WHATSAPP_APP_SECRET = SECRET;
const api = await startTestApi();
const { POST } = await import("../app/webhook/whatsapp/route.ts");
const { seedDemoFlow } = await import("#server/services/seed/demo-flow");
await seedDemoFlow();
await api.db.query(
  "INSERT INTO channels (name, phone_number_id, default_flow_id, access_token_encrypted) VALUES ('WhatsApp', '1001', 1, 'v1.live')",
);

// The web: the REST API and the webhook, over HTTP.
const web = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const [url, body] = [new URL(request.url ?? "/", "http://siga.test"), Buffer.concat(chunks)];
    const headers = request.headers as Record<string, string>;
    const answer =
      url.pathname === "/webhook/whatsapp"
        ? POST(new Request(url, { method: "POST", headers, body })).then(async (result) => ({
            status: result.status,
            body: await result.text(),
          }))
        : api
            .call(request.method ?? "GET", url.href.slice(`${url.origin}/api/v1`.length), {
              token: (headers.authorization ?? "").replace("Bearer ", ""),
              headers: { "content-type": "application/json" },
              ...(body.length > 0 ? { raw: body.toString() } : {}),
            })
            .then((result) => ({ status: result.status, body: JSON.stringify(result.body) }));
    void answer.then((result) => response.writeHead(result.status).end(result.body));
  });
});
await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
const settings = { DATABASE_URL: process.env.DATABASE_URL ?? "", WORKFLOW_WHATSAPP_APP_SECRET: SECRET };
const worker = await startWorker(settings);
afterAll(async () => {
  await worker.end("SIGKILL");
  web.close();
  await api.close();
});

const chat = (args: string[], env: Record<string, string> = {}) =>
  runTask("scripts/chat.ts", {
    args,
    quiet: true,
    env: {
      ...process.env,
      ...settings,
      PORT: String((web.address() as AddressInfo).port),
      WORKFLOW_API_TOKEN: BOOTSTRAP_TOKEN,
      NO_COLOR: "1",
      ...env,
    },
  });
const refusal = (run: Promise<string>) =>
  run.then(
    () => "",
    (error: unknown) => (error instanceof TaskFailed ? error.output : String(error)),
  );

test("one thing said is answered, and the next one goes on from there, on a simulated number beside a live one", async () => {
  const first = await chat(["--once", "oi", "--name", "Bia"]);
  expect(first).toMatch(/^you {2}> oi\nsiga > .*\n/);
  const second = await chat(["--once", "Bia"]);
  expect(second).toContain("siga > Prazer, Bia");
  expect(second).not.toContain(first.split("\n")[1]);
  const { rows } = await api.db.query(
    `SELECT ch.phone_number_id, m.status, count(*)::int > 1 AS several
      FROM messages m JOIN channels ch ON ch.id = m.channel_id WHERE direction = 'outbound' GROUP BY 1, 2`,
  );
  expect(rows).toEqual([{ phone_number_id: "simulated", status: "simulated", several: true }]);
});

test("what is wrong is said in a sentence", async () => {
  expect(await refusal(chat(["--once", "oi"], { PORT: "9" }))).toMatch(/not running.*npm start/);
  expect(await refusal(chat(["--once", "oi"], { WORKFLOW_API_TOKEN: "another-token-0123456789" }))).toContain("WORKFLOW_API_TOKEN");
  expect(await refusal(chat(["--once", "oi", "--phone", "abc"]))).toContain("no phone number");
  expect(await refusal(chat(["--once", "oi"], { WORKFLOW_WHATSAPP_APP_SECRET: "another" }))).toContain("401");
});

test("choices are told with the numbers to type for them", async () => {
  const position = { x: 0, y: 0 };
  const graph = {
    nodes: [
      {
        id: "ask",
        name: "Ask",
        node_type: "send_choices",
        config: {
          message: "Vamos?",
          choices: [
            { id: "yes", title: "Sim" },
            { id: "no", title: "Não" },
          ],
          context_key: "x",
        },
        position,
      },
      { id: "bye", name: "Bye", node_type: "send_message", config: { message: "{{ x_title }}!" }, position },
    ],
    transitions: [{ id: "t1", from: "ask", to: "bye", exit: "no", condition: null }],
    start: "ask",
  };
  const { body } = await api.call("POST", "/flows/import", { json: { name: "Escolhas", graph } });
  await api.call("POST", `/flows/${body.id}/publish`, { json: {} });
  await api.db.query("UPDATE channels SET default_flow_id = $1 WHERE phone_number_id = 'simulated'", [body.id]);
  const caller = ["--phone", "+55 11 98888-0001"];
  expect(await chat(["--once", "oi", ...caller])).toContain("siga > Vamos?\n       1. Sim\n       2. Não");
  expect(await chat(["--once", "2", ...caller])).toContain("siga > Não!");
});
