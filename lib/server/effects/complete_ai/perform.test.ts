import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { type AiRequest, MAX_AI_SECONDS } from "#lib/effects/complete_ai/effect.ts";
import { startFakeOpenAi, type FakeAiReply } from "../../../../scripts/fakes/openai.ts";
import { startTestServer } from "../../../../scripts/test-setup/server.ts";

const ai = await startFakeOpenAi();
const server = await startTestServer({
  WORKFLOW_OPENAI_API_BASE: ai.url,
  WORKFLOW_OPENAI_API_KEY: "sk-secret",
  WORKFLOW_OPENAI_DEFAULT_MODEL: "casa-1",
  WORKFLOW_AI_DEFAULT_SYSTEM_PROMPT: "Seja breve.",
});
const { completeAi } = await import("./perform.ts");
const { env, parseEnv } = await import("../../platform/env.ts");
const { log } = await import("../../platform/log.ts");
afterAll(async () => {
  await ai.close();
  await server.close();
});
beforeEach(async () => {
  ai.calls.length = 0;
  ai.options.latencyMs = 0;
  delete ai.options.answer;
  await server.rows("WITH a AS (DELETE FROM ai_models) DELETE FROM ai_usage");
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
  expect(await completeAi(request(), null)).toEqual({
    ok: true,
    text: "resposta: quanto é 2 + 2?",
    simulated: false,
    model: "casa-1",
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  });
  await completeAi(request({ system: "Rime.", model: "outro-2", temperature: 0.5, max_tokens: 9 }), null);
  await completeAi(request({ system: " " }), null);
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
  await completeAi(request({ extra_body: { top_p: 0.1, stream: true, messages: [], model: "x" } }), null);
  expect(ai.calls[0]?.body).toMatchObject({ top_p: 0.1, stream: false, model: "casa-1", messages: [{}, { content: "quanto é 2 + 2?" }] });
});

test("the whole response comes along only when asked for", async () => {
  expect(await completeAi(request({ include_response: true }), null)).toMatchObject({
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
  ["no JSON", "garbage:", "not_a_completion", 1],
  ["no choices", { raw: { choices: [] } }, "no_text", 1],
  ["no text", { raw: { choices: [{ message: { content: null } }] } }, "no_text", 1],
  ["something else altogether", { raw: [null] }, "not_a_completion", 1],
];

test.each(cases)("%s is a failure with a code, tried again where that can help", async (_name, answer, code, calls) => {
  ai.options.answer = () => answer;
  const result = await completeAi(request(), null);
  expect(result).toMatchObject({ ok: false, code, error: expect.stringMatching(/\S/) });
  expect(JSON.stringify(result)).not.toContain("sk-secret");
  expect(ai.calls).toHaveLength(calls);
});

test("an answer without end is kept within bounds", async () => {
  ai.options.answer = () => "huge:";
  const result = await completeAi(request({ include_response: true }), null);
  expect(JSON.stringify(result).length).toBeLessThan(300_000);
});

test("a call that is given up ends at once", async () => {
  ai.options.answer = () => "hang:";
  const giveUp = new AbortController();
  const calling = completeAi(request(), null, giveUp.signal);
  await expect.poll(() => ai.calls.length).toBe(1);
  giveUp.abort();
  expect(await calling).toMatchObject({ ok: false, code: "aborted" });
});

test("the installation can not wait longer than a call lives", () => {
  expect(() => parseEnv({ WORKFLOW_AI_TIMEOUT_SECONDS: String(MAX_AI_SECONDS) })).not.toThrow();
  expect(() => parseEnv({ WORKFLOW_AI_TIMEOUT_SECONDS: String(MAX_AI_SECONDS + 1) })).toThrow(
    "WORKFLOW_AI_TIMEOUT_SECONDS must be at most",
  );
});

test("a limit of time is the node's, else the installation's, and nothing is asked a second time after it", async () => {
  ai.options.answer = () => "hang:";
  expect(await completeAi(request({ timeout_seconds: 1 }), null)).toEqual({ ok: false, code: "timeout", error: "no answer within 1 s" });
  Object.assign(env(), { WORKFLOW_AI_TIMEOUT_SECONDS: 1 });
  expect(await completeAi(request(), null)).toMatchObject({ code: "timeout", error: "no answer within 1 s" });
  expect(ai.calls).toHaveLength(2);
  Object.assign(env(), { WORKFLOW_AI_TIMEOUT_SECONDS: 30 });
});

test("what the model thought is not in its answer, and only thinking is no answer", async () => {
  ai.options.answer = () => "<think>\nthe owner is on holiday\n</think>\n\nDas 8h às 18h.\n\n";
  expect(await completeAi(request(), null)).toMatchObject({ ok: true, text: "Das 8h às 18h." });
  ai.options.answer = () => "<think>\nthe owner is";
  expect(await completeAi(request(), null)).toMatchObject({ ok: false, code: "only_thinking" });
});

test.each<[string, FakeAiReply, string, number]>([
  ["a busy service in a 200", { raw: { error: { message: "Rate limit reached", code: 429 } } }, "rate_limited", 3],
  [
    "an overloaded one in a stream",
    { written: 'data: {"error":{"message":"Overloaded","type":"overloaded_error"}}\n\n', type: "text/event-stream" },
    "http_503",
    3,
  ],
  ["a wrong key in a 200", { raw: { error: "Invalid API key sk-secret" } }, "http_401", 1],
  ["an error beside no choice", { raw: { object: "error", message: "no such model", code: 404 } }, "http_404", 1],
  ["a web page", { written: "<!doctype html><title>sk-secret</title>", type: "text/html; charset=utf-8" }, "not_a_completion", 1],
  ["nothing", { written: "" }, "empty_answer", 1],
])("%s is what it is, whatever its status", async (_name, answer, code, calls) => {
  ai.options.answer = () => answer;
  const result = await completeAi(request(), null);
  expect(result).toMatchObject({ ok: false, code });
  expect(JSON.stringify(result)).not.toContain("sk-secret");
  expect(ai.calls).toHaveLength(calls);
});

test("an answer in pieces that nobody asked for is read, and a server of one's own needs no key", async () => {
  const piece = (content: string) => `data: ${JSON.stringify({ model: "casa-1", choices: [{ index: 0, delta: { content } }] })}\n\n`;
  ai.options.answer = () => ({ written: `: hello\n\n${piece("Das 8h ")}${piece("às 18h.")}data: [DONE]\n\n`, type: "text/event-stream" });
  const { WORKFLOW_OPENAI_API_KEY: key } = env();
  Object.assign(env(), { WORKFLOW_OPENAI_API_KEY: undefined });
  expect(await completeAi(request({ include_response: true }), null)).toMatchObject({
    text: "Das 8h às 18h.",
    response: { choices: [{ message: { role: "assistant", content: "Das 8h às 18h." } }] },
  });
  Object.assign(env(), { WORKFLOW_OPENAI_API_KEY: key });
  expect(ai.calls[0]?.authorization).toBe("");
});

test("without a model the answer is simulated where sends are, and nowhere else", async () => {
  const settings = { ...env() };
  Object.assign(env(), { WORKFLOW_OPENAI_API_KEY: undefined, WORKFLOW_OPENAI_API_BASE: "https://api.openai.com/v1" });
  const from = { executionId: 1, contactId: 1, flowId: 1, visit: 1, hops: 0 };
  const complaints = vi.spyOn(log, "error").mockImplementation(() => {});
  expect(await completeAi(request(), { ...from, simulated: true })).toMatchObject({ ok: true, simulated: true });
  expect(await completeAi(request(), null)).toMatchObject({ ok: true, simulated: true });
  expect(await completeAi(request(), { ...from, simulated: false })).toMatchObject({ ok: false, code: "not_configured" });
  expect(await completeAi(request(), { ...from, simulated: false })).toMatchObject({ ok: false, code: "not_configured" });
  expect(complaints).toHaveBeenCalledTimes(1);
  complaints.mockRestore();
  Object.assign(env(), settings);
});

test("what a model does not take is learned from its refusal, told once, and not sent again", async () => {
  const told = vi.spyOn(log, "warn").mockImplementation(() => {});
  const refuse = (param: string, message: string) => ({
    status: 400,
    body: { error: { message, type: "invalid_request_error", param, code: "unsupported_parameter" } },
  });
  ai.options.answer = ({ body }) =>
    "max_tokens" in body
      ? refuse("max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")
      : "temperature" in body
        ? refuse(
            "temperature",
            "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
          )
        : "sim";
  const asked = request({ temperature: 0.2, max_tokens: 300, extra_body: { top_p: 1 } });
  const adjusted = { max_tokens: "max_completion_tokens", temperature: null };
  expect(await completeAi(asked, null)).toMatchObject({ ok: true, text: "sim", adjusted });
  expect(ai.calls).toHaveLength(3);
  expect(ai.calls[2]?.body).toMatchObject({ max_completion_tokens: 300, top_p: 1 });
  expect(await completeAi(asked, null)).toMatchObject({ ok: true, adjusted });
  expect(ai.calls).toHaveLength(4);
  // Another model is not tarred with it, and a request without them has nothing adjusted.
  expect(await completeAi(request(), null)).not.toHaveProperty("adjusted");
  expect(await completeAi(request({ model: "outro-2", temperature: 0.2 }), null)).toMatchObject({ adjusted: { temperature: null } });
  expect(ai.calls).toHaveLength(7);
  expect(told.mock.calls.map(([, text]) => text).filter((text) => String(text).includes("does not take"))).toHaveLength(2);
  told.mockRestore();
});
