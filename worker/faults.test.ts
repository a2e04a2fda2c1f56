/** What goes wrong outside, with real processes: signed webhook, worker, a fake Graph API and a fake language model over HTTP. */
import { expect, test } from "vitest";
import { graphError, type GraphReply } from "../scripts/fakes/graph-api.ts";
import type { FakeAiReply } from "../scripts/fakes/openai.ts";
import { eventually, expectQuiet, PATIENCE, startEndToEnd } from "../scripts/test-setup/end-to-end.ts";
import { askAi, echo } from "../scripts/test-setup/graphs.ts";

const contacts = ["5511999990001", "5511999990002", "5511999990003"];

test(
  "what the operator has to mend fails nobody's message: the channel says what, and once it is mended each is sent once",
  async () => {
    const path = await startEndToEnd(echo);
    await path.worker();
    Object.assign(process.env, path.env);
    const { liftPause } = await import("#server/state/channel-pause");
    const faults: [GraphReply, string][] = [
      [{ status: 400, body: graphError(100, "Object with ID '1001' does not exist", { error_subcode: 33 }) }, "unknown_number"],
      [{ status: 404, body: "<html>Not found</html>" }, "not_graph"],
      [{ status: 400, body: graphError(131031, "Account has been locked") }, "restricted"],
    ];
    for (const [fault, code] of faults) {
      path.graph.options.answer = () => fault;
      for (const from of contacts) await path.post({ from, text: code });
      const paused = "SELECT paused_code FROM channels WHERE paused_until > now()";
      await eventually(async () => expect((await path.db.query(paused)).rows).toEqual([{ paused_code: code }]));
      const queued = "SELECT count(*)::int AS n FROM messages WHERE direction = 'outbound' AND status = 'queued'";
      await eventually(async () => expect((await path.db.query(queued)).rows).toEqual([{ n: contacts.length }]));
      delete path.graph.options.answer;
      await liftPause(path.db, (await path.db.query<{ id: number }>("SELECT id FROM channels")).rows[0]?.id ?? NaN);
      // The sweep of each minute finds them; another message of theirs does at once.
      for (const from of contacts) await path.post({ from, text: `${code} 2` });
      await expectQuiet(path);
    }
    for (const from of contacts) expect(path.sentTexts(from)).toEqual(faults.flatMap(([, code]) => [`eco ${code}`, `eco ${code} 2`]));
    await path.close();
  },
  2 * PATIENCE,
);

test(
  "whatever a model's service answers, the contact reads an answer without thoughts and Markdown, or the flow's words for none",
  async () => {
    const path = await startEndToEnd(askAi);
    await path.worker({ WORKFLOW_AI_TIMEOUT_SECONDS: "2", WORKFLOW_AI_CALLS_PER_CONTACT_HOUR: "8" });
    const answers: Record<string, FakeAiReply> = {
      think: "<think>\nthe owner is on holiday\n</think>\n\n**Das 8h** às 18h.\n",
      parts: {
        raw: {
          choices: [{ message: { content: [{ type: "thinking" }, { type: "text", text: "Das 8h " }, { type: "text", text: "às 18h." }] } }],
        },
      },
      stream: { written: 'data: {"choices":[{"delta":{"content":"Das 8h."}}]}\n\ndata: [DONE]\n\n', type: "text/event-stream" },
      page: { written: "<html>login</html>", type: "text/html" },
      slow: "hang:",
    };
    path.ai.options.answer = ({ prompt }) => answers[prompt] ?? "sim";
    const [from = ""] = contacts;
    const expected = ["*Das 8h* às 18h.", "Das 8h às 18h.", "Das 8h.", "sem resposta", "sem resposta"];
    for (const [n, text] of Object.keys(answers).entries()) {
      await path.post({ from, text });
      await eventually(async () => expect(path.sentTexts(from)).toEqual(expected.slice(0, n + 1)));
    }
    expect(path.ai.calls).toHaveLength(5);
    // Three more fit into the hour.
    for (const answer of ["sim", "sim", "sim", "sem resposta"]) {
      expected.push(answer);
      await path.post({ from, text: "mais" });
      await eventually(async () => expect(path.sentTexts(from)).toEqual(expected));
    }
    await expectQuiet(path);
    expect(path.ai.calls).toHaveLength(8);
    const codes = await path.db.query("SELECT result->>'code' AS code FROM calls WHERE result->>'ok' = 'false' ORDER BY id");
    expect(codes.rows.map(({ code }: { code: string }) => code)).toEqual(["not_a_completion", "timeout", "budget"]);
    await path.close();
  },
  2 * PATIENCE,
);

test(
  "without a model a channel that has a token says no simulated word",
  async () => {
    const path = await startEndToEnd(askAi);
    await path.worker({ WORKFLOW_OPENAI_API_BASE: "", WORKFLOW_OPENAI_API_KEY: "" });
    const [from = ""] = contacts;
    await path.post({ from, text: "oi" });
    await eventually(async () => expect(path.sentTexts(from)).toEqual(["sem resposta"]));
    expect((await path.db.query("SELECT denied FROM ai_usage WHERE scope = 'not_configured'")).rows).toEqual([{ denied: 1 }]);
    await path.close();
  },
  PATIENCE,
);
