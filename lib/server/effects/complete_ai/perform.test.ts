import { afterAll, beforeEach, expect, test } from "vitest";
import type { AiRequest } from "#lib/effects/complete_ai/effect.ts";
import { startFakeOpenAi, type FakeAiReply } from "../../../../scripts/fakes/openai.ts";

const ai = await startFakeOpenAi();
Object.assign(process.env, {
  WORKFLOW_OPENAI_API_BASE: ai.url,
  WORKFLOW_OPENAI_API_KEY: "sk-secret",
  WORKFLOW_OPENAI_DEFAULT_MODEL: "casa-1",
  WORKFLOW_AI_DEFAULT_SYSTEM_PROMPT: "Seja breve.",
});
const { completeAi } = await import("./perform.ts");
afterAll(() => ai.close());
beforeEach(() => {
  ai.calls.length = 0;
  delete ai.options.answer;
});

const request = (more: Partial<AiRequest> = {}): AiRequest => ({
  system: null,
  messages: [{ role: "user", content: "quanto é 2 + 2?" }],
  model: null,
  temperature: null,
  max_tokens: null,
  extra_body: null,
  include_response: false,
  ...more,
});

test("the installation's model and system prompt are used unless the node names its own", async () => {
  expect(await completeAi(request())).toEqual({
    ok: true,
    text: "resposta: quanto é 2 + 2?",
    simulated: false,
    model: "casa-1",
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  });
  await completeAi(request({ system: "Rime.", model: "outro-2", temperature: 0.5, max_tokens: 9 }));
  await completeAi(request({ system: " " }));
  expect(ai.calls.map(({ authorization, body }) => ({ authorization, ...body }))).toEqual([
    {
      authorization: "Bearer sk-secret",
      model: "casa-1",
      stream: false,
      messages: [
        { role: "system", content: "Seja breve." },
        { role: "user", content: "quanto é 2 + 2?" },
      ],
    },
    {
      authorization: "Bearer sk-secret",
      model: "outro-2",
      stream: false,
      temperature: 0.5,
      max_tokens: 9,
      messages: [
        { role: "system", content: "Rime." },
        { role: "user", content: "quanto é 2 + 2?" },
      ],
    },
    { authorization: "Bearer sk-secret", model: "casa-1", stream: false, messages: [{ role: "user", content: "quanto é 2 + 2?" }] },
  ]);
});

test("extra_body adds to a call, and can't take over what makes it one", async () => {
  await completeAi(request({ extra_body: { top_p: 0.1, stream: true, messages: [], model: "x" } }));
  expect(ai.calls[0]?.body).toMatchObject({ top_p: 0.1, stream: false, model: "casa-1", messages: [{}, { content: "quanto é 2 + 2?" }] });
});

test("the whole response comes along only when asked for", async () => {
  expect(await completeAi(request({ include_response: true }))).toMatchObject({
    response: { choices: [{ message: { content: "resposta: quanto é 2 + 2?" } }] },
  });
});

const cases: [string, FakeAiReply, code: string, calls: number][] = [
  [
    "a key that is refused",
    { status: 401, body: { error: { message: "Incorrect API key: sk-secret", code: "invalid_api_key" } } },
    "http_401",
    1,
  ],
  ["a request that is refused", { status: 400 }, "http_400", 1],
  ["too many requests", { status: 429 }, "rate_limited", 3],
  ["a server in trouble", { status: 503 }, "http_503", 3],
  ["no JSON", "garbage:", "", 1],
  ["no choices", { raw: { choices: [] } }, "no_text", 1],
  ["no text", { raw: { choices: [{ message: { content: null } }] } }, "no_text", 1],
  ["something else altogether", { raw: [null] }, "no_text", 1],
];

test.each(cases)("%s is a failure with a code, tried again where that can help", async (_name, answer, code, calls) => {
  ai.options.answer = () => answer;
  const result = await completeAi(request());
  expect(result).toMatchObject({ ok: false, code: code === "" ? expect.any(String) : code, error: expect.stringMatching(/\S/) });
  expect(JSON.stringify(result)).not.toContain("sk-secret");
  expect(ai.calls).toHaveLength(calls);
});

test("an answer without end is kept within bounds", async () => {
  ai.options.answer = () => "huge:";
  const result = await completeAi(request({ include_response: true }));
  expect(JSON.stringify(result).length).toBeLessThan(300_000);
});

test("a call that is given up ends at once", async () => {
  ai.options.answer = () => "hang:";
  const giveUp = new AbortController();
  const calling = completeAi(request(), giveUp.signal);
  await expect.poll(() => ai.calls.length).toBe(1);
  giveUp.abort();
  expect(await calling).toMatchObject({ ok: false, code: "aborted" });
});
