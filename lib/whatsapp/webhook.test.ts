import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bodyCases, FIXTURE_NOW as NOW, inboundCases, statusCases, webhookBody } from "./fixtures/webhook-cases.ts";
import { parseWebhook } from "./webhook.ts";
import type { ParsedWebhook } from "./webhook.ts";

describe("each inbound type becomes what a flow can use", () => {
  test.each(inboundCases)("$name", ({ body, expected }) => {
    expect(parseWebhook(body, NOW)).toEqual({
      messages: [expected],
      statuses: [],
      calls: [],
      echoes: [],
      other: [],
      rejected: 0,
      reasons: [],
    });
  });
});

describe("each status is read", () => {
  test.each(statusCases)("$name", ({ body, expected }) => {
    expect(parseWebhook(body, NOW)).toEqual({
      messages: [],
      statuses: [expected],
      calls: [],
      echoes: [],
      other: [],
      rejected: 0,
      reasons: [],
    });
  });
});

describe("one body holds many things, and a bad one never loses its neighbours", () => {
  test.each(bodyCases)("$name", ({ body, expected }) => {
    const parsed = parseWebhook(body, NOW);
    expect({
      messages: parsed.messages.map((item) => `${item.phoneNumberId} ${item.wamid}`),
      statuses: parsed.statuses.map((item) => `${item.phoneNumberId} ${item.wamid}`),
      other: parsed.other,
      reasons: parsed.reasons,
    }).toEqual(expected);
    expect(parsed.rejected).toBe(expected.reasons.length);
    expectStorable(parsed);
  });
});

test("the calls that a person makes are read, whatever became of them; ours are not", () => {
  const call = (fields: object) => ({ id: "wacid.1", to: "551140000000", timestamp: "1790000000", ...fields });
  const value = {
    metadata: { phone_number_id: "1000000000000001" },
    calls: [
      call({ from: "5511999990001", event: "connect", direction: "USER_INITIATED" }),
      call({ from_user_id: "BR.ana1", event: "terminate", status: ["FAILED"], direction: "User_Initiated" }),
      call({ from: "551140000000", event: "connect", direction: "BUSINESS_INITIATED" }),
      call({ event: "terminate", direction: "USER_INITIATED" }),
      call({ from: "5511999990001", event: "terminate" }),
      null,
    ],
  };
  const at = { phoneNumberId: "1000000000000001", at: 1_790_000_000_000 };
  expect(parseWebhook({ entry: [{ changes: [{ field: "calls", value }] }] }, NOW)).toMatchObject({
    calls: [
      { ...at, waId: "5511999990001", userId: null, missedId: null },
      { ...at, waId: null, userId: "BR.ana1", missedId: "wacid.1" },
    ],
    other: [{ field: "calls" }],
    rejected: 0,
  });
});

/** What PostgreSQL would choke on, anywhere in keys and texts, or a prototype that was reached; and how deep the value is. */
function inspect(value: unknown, depth = 0): { poison: boolean; depth: number } {
  if (typeof value === "string") return { poison: /[\0\p{Cs}]/u.test(value), depth };
  if (typeof value !== "object" || value === null) return { poison: typeof value === "number" && !Number.isFinite(value), depth };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype) return { poison: true, depth };
  const parts = [...Object.keys(value), ...Object.values(value)].map((part) => inspect(part, depth + 1));
  return { poison: parts.some((part) => part.poison), depth: Math.max(depth, ...parts.map((part) => part.depth)) };
}

function expectStorable(parsed: ParsedWebhook): void {
  expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed);
  const { poison, depth } = inspect(parsed);
  expect(poison).toBe(false);
  // parsed > list > item > value > at most 16 more
  expect(depth).toBeLessThanOrEqual(20);
  for (const { sentAt } of parsed.messages) expect(sentAt).toBeLessThanOrEqual(NOW);
}

/** Any text that JSON can carry, poison included. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom("\0", "\ud800", "\udc00", "a", "👋"), { maxLength: 6 }).map((units) => units.join("")),
  fc.constantFrom("__proto__", "constructor", "prototype", "__pro\0to__", "1e999", "-1", "NaN"),
);

const anyJson = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<unknown>(null, true, false, 0, -0, -1, 1e308, Number.POSITIVE_INFINITY),
    fc.double(),
    anyText,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.array(fc.tuple(anyText, tie("value")), { maxLength: 4 }).map((pairs) => Object.fromEntries(pairs)),
  ),
})).value;

/** The right field names with anything in them: gets past the first checks, where plain garbage does not. */
function anyRecord(...names: string[]): fc.Arbitrary<object> {
  return fc.record(Object.fromEntries(names.map((name) => [name, anyJson])), { requiredKeys: [] });
}

const TYPES = [...new Set(inboundCases.map(({ expected }) => expected.type))];
const anyMessage = fc
  .tuple(
    fc.constantFrom(...TYPES),
    anyRecord("body", "caption", "id", "type", "message", "emoji", "latitude", "product_items", "button_reply", "nfm_reply"),
    anyRecord("timestamp", "context", "errors", "referral", "group_id", "contacts", "text"),
  )
  .map(([type, part, common]) => ({ id: "wamid.F", from: "5511999990001", type, ...common, [type]: part }));
const anyStatus = anyRecord("status", "timestamp", "errors", "pricing", "conversation", "biz_opaque_callback_data", "recipient_id").map(
  (rest) => ({ id: "wamid.F", ...rest }),
);
const anyBody = fc.oneof(
  fc.jsonValue(),
  anyJson,
  fc
    .record(
      {
        contacts: anyJson,
        errors: anyJson,
        messages: fc.array(fc.oneof(anyMessage, anyJson)),
        statuses: fc.array(fc.oneof(anyStatus, anyJson)),
      },
      { requiredKeys: [] },
    )
    .map(webhookBody),
  fc.tuple(anyText, anyJson).map(([field, value]) => ({ entry: [{ changes: [{ field, value }] }] })),
);

test("any JSON at all is read without throwing, into what can be stored", () => {
  fc.assert(
    fc.property(anyBody, (body) => expectStorable(parseWebhook(body, NOW))),
    { numRuns: 1000 },
  );
});

test("good messages keep their order whatever stands between them", () => {
  const garbage = fc.array(anyJson, { maxLength: 3 });
  fc.assert(
    fc.property(garbage, garbage, garbage, garbage, (before, between, after, contacts) => {
      const good = (id: string) => ({ id, from: "5511999990001", timestamp: "1790000000", type: "text", text: { body: id } });
      const parsed = parseWebhook(
        webhookBody({ contacts, messages: [...before, good("wamid.G1"), ...between, good("wamid.G2"), ...after] }),
        NOW,
      );
      expect(parsed.messages.filter(({ text }) => text.startsWith("wamid.G")).map(({ wamid }) => wamid)).toEqual(["wamid.G1", "wamid.G2"]);
      expect(parsed.rejected).toBe(before.length + between.length + after.length);
    }),
  );
});

function nested(depth: number): unknown {
  return JSON.parse(`${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`);
}

test.each([
  ["an unknown field", { entry: [{ changes: [{ field: "x", value: nested(50_000) }] }] }],
  [
    "a message",
    webhookBody({ messages: [{ id: "wamid.D", from: "5511999990001", type: "text", text: nested(50_000), context: nested(50_000) }] }),
  ],
  [
    "a form's answer",
    webhookBody({
      messages: [
        {
          id: "wamid.D",
          from: "5511999990001",
          type: "interactive",
          interactive: { type: "nfm_reply", nfm_reply: { response_json: JSON.stringify(nested(500)) } },
        },
      ],
    }),
  ],
])("deep nesting in %s is cut off", (_where, body) => {
  expectStorable(parseWebhook(body, NOW));
});

test("edits nested in edits do not recurse", () => {
  let edit: object = { type: "text", text: { body: "x" } };
  for (let depth = 0; depth < 20_000; depth += 1) edit = { type: "edit", edit: { original_message_id: "wamid.0", message: edit } };
  const parsed = parseWebhook(webhookBody({ messages: [{ id: "wamid.D", from: "5511999990001", ...edit }] }), NOW);
  expect(parsed.messages[0]).toMatchObject({ type: "edit", text: "", data: { message_type: "edit" } });
});

test("huge items are kept within bounds", () => {
  const big = "x".repeat(3_000_000);
  const many = Array.from({ length: 50_000 }, (_item, index) => ({
    name: { formatted_name: `n${index}` },
    phones: Array(30).fill({ phone: big }),
  }));
  const parsed = parseWebhook(
    {
      entry: [
        ...(
          webhookBody({
            messages: [
              { id: "wamid.1", from: "5511999990001", type: "text", text: { body: big } },
              { id: "wamid.2", from: "5511999990001", type: "contacts", contacts: many },
              { id: big, from: "5511999990001", type: "text" },
            ],
          }) as { entry: object[] }
        ).entry,
        { changes: [{ field: "x".repeat(500), value: { big, many } }] },
      ],
    },
    NOW,
  );
  expect(parsed.messages.map(({ text }) => text.length)).toEqual([65_536, 0]);
  expect(parsed.rejected).toBe(1);
  expect(parsed.other[0]?.field).toHaveLength(64);
  expect(JSON.stringify(parsed.messages[1]).length).toBeLessThan(150_000);
  expect(JSON.stringify(parsed.other[0]).length).toBeLessThan(150_000);
});

test("a thousand items are read, and of a thousand reasons only the first are kept", () => {
  const messages = Array.from({ length: 1000 }, (_item, index) => ({
    id: `wamid.${index}`,
    from: "5511999990001",
    type: "text",
    text: { body: String(index) },
  }));
  expect(parseWebhook(webhookBody({ messages }), NOW).messages.map(({ text }) => text)).toEqual(messages.map(({ text }) => text.body));
  const bad = parseWebhook(webhookBody({ messages: messages.map(() => null) }), NOW);
  expect([bad.rejected, bad.reasons.length]).toEqual([1000, 10]);
});

test("a text is never cut inside a surrogate pair", () => {
  const body = `${"x".repeat(65_535)}👋`;
  const [message] = parseWebhook(
    webhookBody({ messages: [{ id: "wamid.1", from: "5511999990001", type: "text", text: { body } }] }),
    NOW,
  ).messages;
  expect(message?.text).toBe("x".repeat(65_535));
});
