import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyGraphResponse, classifyNetworkError } from "./errors.ts";

const withCode = (code: unknown, more: object = {}) => ({ error: { message: "m", code, ...more } });
const refused = (status: number, body: unknown) => {
  const { kind, ...rest } = classifyGraphResponse({ status, body });
  return kind === "sent" ? kind : `${kind} ${"errorClass" in rest ? `${rest.errorClass} ${rest.scope}` : ""}`;
};

test("an accepted message gives Meta's ids, which may differ from what we sent to", () => {
  const body = {
    contacts: [{ input: "5511999990001", wa_id: "551199990001", user_id: "BR.ana1" }],
    messages: [{ id: "wamid.X", message_status: "accepted" }],
  };
  expect(classifyGraphResponse({ status: 200, body })).toEqual({ kind: "sent", wamid: "wamid.X", waId: "551199990001", userId: "BR.ana1" });
  expect(classifyGraphResponse({ status: 200, body: { messages: [{ id: "wamid.X" }] } })).toEqual({
    kind: "sent",
    wamid: "wamid.X",
    waId: null,
    userId: null,
  });
});

describe("a code decides what to do", () => {
  test.each([
    ["retry throttle channel", [4, 17, 613, 80007, 130429]],
    ["retry throttle contact", [131056]],
    ["unknown transient message", [1, 2, 131000, 131016, 131057, 133004]],
    ["failed media message", [131052, 131053]],
    ["failed window contact", [470, 131047]],
    ["failed recipient contact", [130403, 131021, 131026, 131030, 130472, 130497, 131049, 131050, 131060, 131062, 137000]],
    ["retry policy channel", [368, 131031, 131048, 131064]],
    ["retry auth channel", [0, 3, 10, 190, 200, 250, 299, 131005, "190"]],
    ["retry billing channel", [131042, 131044]],
    ["retry number channel", [33, 803, 131045, 131037, 133005, 133010, 133016]],
    ["retry address channel", [12, 2500]],
    ["failed request message", [100, 131008, 131009, 131051, 131055, 131063, 132000, 132016, 132018, 132069, 134100, 135000, 999_999]],
  ])("%s", (expected, codes) => {
    for (const code of codes) expect(refused(400, withCode(code)), String(code)).toBe(expected);
  });
});

describe("only what was refused before processing is sent again", () => {
  test.each<[string, number, unknown, string]>([
    ["429 without a body", 429, null, "retry throttle channel"],
    ["429 with a code not known", 429, withCode(77), "retry throttle channel"],
    ["429 for a closed window", 429, withCode(131047), "failed window contact"],
    ["500 without a body", 500, "<html>", "unknown transient message"],
    ["503 with a code not known", 503, withCode(999_999), "unknown transient message"],
    ["500 with a permanent code", 500, withCode(131026), "failed recipient contact"],
    ["500 with a throttle code", 500, withCode(130429), "retry throttle channel"],
    ["400 marked transient", 400, withCode(999_999, { is_transient: true }), "unknown transient message"],
    ["400 with a permanent code marked transient", 400, withCode(131026, { is_transient: true }), "failed recipient contact"],
    ["408", 408, null, "unknown transient message"],
    ["an object that is not there", 400, withCode(100, { error_subcode: 33 }), "retry number channel"],
    [
      "the same without its subcode",
      400,
      { error: { code: 100, message: "Unsupported post request. Object with ID '1' does not exist" } },
      "retry number channel",
    ],
    ["a parameter that is wrong", 400, withCode(100, { error_subcode: 2494010 }), "failed request message"],
    [
      "the id of an account",
      400,
      { error: { code: 100, message: "(#100) Tried accessing nonexisting field (messages)" } },
      "retry number channel",
    ],
    [
      "an app that wants proof",
      400,
      { error: { code: 100, message: "API calls from the server require an appsecret_proof argument" } },
      "retry auth channel",
    ],
    ["401 with a code not known", 401, withCode(999_999), "retry auth channel"],
    ["401 without a code", 401, {}, "retry address channel"],
    ["403 with a page", 403, "<html>", "retry address channel"],
    ["404 with a page", 404, "<html>", "retry address channel"],
    ["404 without a body", 404, null, "retry address channel"],
    ["404 of another API", 404, { error: { code: 404, message: "Not Found" } }, "retry address channel"],
    ["404 of a third", 404, { detail: "Not Found" }, "retry address channel"],
    ["400 of another API", 400, { error: { code: null, message: "no" } }, "retry address channel"],
    ["405 without a body", 405, "", "retry address channel"],
    ["400 with a page", 400, "<html>The plain HTTP request was sent to HTTPS port", "retry address channel"],
    ["501 of a file server", 501, "<html>Unsupported method", "retry address channel"],
    ["200 with a page", 200, "<html>Welcome", "retry address channel"],
    ["200 of another API", 200, { status: "ok" }, "retry address channel"],
    ["413 of a proxy", 413, "<html>", "failed request message"],
    ["a redirect", 302, null, "retry address channel"],
    ["a redirect for good", 308, { error: { code: 5 } }, "retry auth channel"],
    ["200 with an error", 200, withCode(131047), "failed window contact"],
    ["200 with a throttle", 200, withCode(130429), "retry throttle channel"],
    ["200 with an error not known", 200, withCode(999_999), "unknown transient message"],
    ["200 with an error and a message id", 200, { ...withCode(130429), messages: [{ id: "wamid.X" }] }, "sent"],
    ["200 without a message id", 200, { messages: [{}] }, "unknown transient message"],
    ["200 with nothing", 200, null, "unknown transient message"],
    ["400 that echoes a message id", 400, { messages: [{ id: "wamid.X" }] }, "failed request message"],
    ["an error without a code is not code 0", 500, { error: { message: "m", code: null } }, "unknown transient message"],
  ])("%s", (_name, status, body, expected) => {
    expect(refused(status, body)).toBe(expected);
  });

  test.each([
    [{ code: "ENOTFOUND", phase: "before_write" }, "retry"],
    [{ code: "ECONNREFUSED", phase: "after_write" }, "retry"],
    [{ code: "UND_ERR_CONNECT_TIMEOUT", phase: "after_write" }, "retry"],
    [{ name: "TimeoutError", phase: "before_write" }, "retry"],
    [{ name: "TimeoutError", phase: "after_write" }, "unknown"],
    [{ code: "ECONNRESET", phase: "after_write" }, "unknown"],
    [{ code: "EHOSTUNREACH", phase: "after_write" }, "unknown"],
    [{ phase: "after_write" }, "unknown"],
    [{ code: "ECONNRESET", phase: "before_write" }, "retry"],
    [{ code: "UND_ERR_INVALID_ARG", phase: "before_write" }, "retry"],
    [{ code: "DEPTH_ZERO_SELF_SIGNED_CERT", phase: "before_write" }, "retry"],
  ] as const)("network: %o is %s", (error, kind) => {
    expect(classifyNetworkError(error)).toMatchObject({ kind, errorClass: "network", code: null });
  });
});

test("title and details say what Meta said", () => {
  const body = {
    error: { message: "(#131030) Not in allowed list", code: 131030, error_data: { details: "Add the number" }, error_user_title: "t" },
  };
  expect(classifyGraphResponse({ status: 400, body })).toMatchObject({
    code: 131030,
    title: "(#131030) Not in allowed list",
    details: "Add the number",
  });
  expect(classifyGraphResponse({ status: 502, body: "<html>" })).toMatchObject({
    code: null,
    title: "HTTP 502, and no JSON",
    details: null,
  });
});

test.each([
  "Malformed access token EAAGm0PX4ZCpsBAKfake",
  "GET /v25.0/1/messages?access_token=EAAGm0PX4ZCpsBAKfake&x=1",
  'Authorization: Bearer EAAGm0PX4ZCpsBAKfake"',
  '{"access_token":"s3cretGm0PX4ZCpsBAKfake"}',
  "bearer s3cretGm0PX4ZCpsBAKfake",
  `${"x".repeat(242)} token EAAGm0PX4ZCpsBAKfake`,
])("no token survives in %j", (text) => {
  const outcome = classifyGraphResponse({ status: 400, body: { error: { message: text, code: 190, error_data: { details: text } } } });
  expect(JSON.stringify(outcome)).not.toMatch(/EAAG|Gm0PX4|fake/);
});

test("any answer is classified, into what can be stored", () => {
  const text = fc.array(fc.constantFrom("\0", "\ud800", "a", "👋"), { maxLength: 8 }).map((units) => units.join(""));
  const anything = fc.oneof(text, fc.jsonValue(), fc.double());
  const error = fc.record(
    { message: anything, code: anything, is_transient: anything, error_data: fc.oneof(anything, fc.record({ details: anything })) },
    { requiredKeys: [] },
  );
  const body = fc.oneof(
    anything,
    fc.record(
      { error: fc.oneof(anything, error), messages: fc.oneof(anything, fc.array(fc.record({ id: anything }))) },
      { requiredKeys: [] },
    ),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999 }), body, (status, value) => {
      const outcome = classifyGraphResponse({ status, body: value });
      expect(JSON.stringify(outcome)).not.toMatch(/\\u0000|\\ud[89a-f]/);
      expect(["sent", "failed", "retry", "unknown"]).toContain(outcome.kind);
    }),
    { numRuns: 500 },
  );
});

test("titles and details are short", () => {
  const long = "é".repeat(50_000);
  const outcome = classifyGraphResponse({ status: 400, body: { error: { message: long, code: 100, error_data: { details: long } } } });
  expect(outcome).toMatchObject({ title: "é".repeat(256), details: "é".repeat(1024) });
});

test("Meta's wait is honoured within reason, a throttle has one of its own, and what an operator has to mend waits for that", () => {
  const waits = (code: number, retryAfterSeconds?: number) => {
    const outcome = classifyGraphResponse({
      status: 400,
      body: withCode(code),
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
    return outcome.kind === "sent" ? undefined : outcome.retryAfterSeconds;
  };
  expect([waits(130429), waits(130429, 7), waits(130429, 1e9), waits(130429, -1), waits(130429, Number.NaN)]).toEqual([5, 7, 3600, 5, 5]);
  expect([waits(190), waits(131042), waits(368), waits(133010), waits(190, 600)]).toEqual([300, 300, 3600, 300, 600]);
  // The pair rate has a backoff of its own.
  expect([waits(131056), waits(131056, 7), waits(131026)]).toEqual([null, 7, null]);
});

test.each<[string, number, unknown, string]>([
  ["an expired token", 401, withCode(190, { error_subcode: 463 }), "token_expired"],
  ["a token cut short", 401, withCode(190), "token_invalid"],
  ["an object that is not there", 400, withCode(100, { error_subcode: 33 }), "unknown_number"],
  ["a missing permission", 403, withCode(200), "permission"],
  ["a debt", 400, withCode(131042), "payment"],
  ["a lock", 400, withCode(131031), "restricted"],
  ["a number that nobody registered", 400, withCode(133010), "not_registered"],
  ["a page", 404, "<html>", "not_graph"],
])("%s pauses the channel and says what to mend", (_, status, body, mend) => {
  expect(classifyGraphResponse({ status, body })).toMatchObject({ kind: "retry", scope: "channel", mend });
});

test.each([
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "untrusted", 300],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "untrusted", 300],
  ["UND_ERR_INVALID_ARG", "token_invalid", 300],
  ["ENOTFOUND", "unreachable", 30],
  ["ECONNREFUSED", "unreachable", null],
])("a call that ended with %s before anything was written asks for %s", (code, mend, seconds) => {
  expect(classifyNetworkError({ code, phase: "before_write" })).toMatchObject({ kind: "retry", mend, retryAfterSeconds: seconds });
});
